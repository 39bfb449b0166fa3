package org.genlabel.data;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides what a location that the user names is: a URI, or a path of this machine. */
public final class Location {
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*", Pattern.DOTALL);
  // A folder of that name is hardly meant, and made in silence it would be found by nobody.
  private static final Set<String> SCHEMES_OF_STORES =
      Set.of(
          "abfs",
          "abfss",
          "file",
          "ftp",
          "gs",
          "hdfs",
          "http",
          "https",
          "oss",
          "s3",
          "s3a",
          "s3n",
          "swebhdfs",
          "viewfs",
          "wasb",
          "wasbs",
          "webhdfs");

  private Location() {}

  /**
   * Returns whether a location is a URI: a scheme of two letters or more, a colon and a slash. A
   * name such as {@code run:2} or {@code 2026-11-27T17:00:00} is a path.
   *
   * @throws InvalidDataException if it has the scheme of a URI, but is not one
   */
  public static boolean isUri(String given) {
    if (URI.matcher(given).matches()) {
      return true;
    }
    int colon = given.indexOf(':');
    if (colon > 0
        && SCHEMES_OF_STORES.contains(given.substring(0, colon).toLowerCase(Locale.ROOT))) {
      throw InvalidDataException.in(
          InvalidDataException.quoted(given),
          "no folder's path or URI: a URI has a slash after its scheme, as in "
              + given.substring(0, colon)
              + ":///folder; a path of this name is ./"
              + given);
    }
    return false;
  }
}
