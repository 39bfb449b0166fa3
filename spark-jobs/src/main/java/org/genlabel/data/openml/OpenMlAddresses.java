package org.genlabel.data.openml;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.genlabel.data.InvalidDataException;

/**
 * The addresses of an OpenML service. A mirror also serves the files that its descriptions place at
 * openml.org. A service specified with https is never accessed by http.
 */
final class OpenMlAddresses {
  private static final String OPENML = "openml.org";

  private final URI base;

  private OpenMlAddresses(URI base) {
    this.base = base;
  }

  /**
   * Returns the addresses of a service.
   *
   * @param url the URL to which {@code api/v1/json/data/ID} is appended
   * @throws InvalidDataException if it is not an http or https URL of a server
   */
  static OpenMlAddresses of(String url) {
    URI uri;
    try {
      uri = new URI(url.endsWith("/") ? url : url + "/");
    } catch (URISyntaxException e) {
      throw InvalidDataException.in(
          "--from " + InvalidDataException.quoted(url), "no URL: " + e.getReason());
    }
    if (!isHttp(uri) || uri.getUserInfo() != null) {
      throw InvalidDataException.in(
          "--from " + InvalidDataException.quoted(url),
          "http://HOST/ or https://HOST/ is needed, without user and password");
    }
    if (uri.getQuery() != null || uri.getFragment() != null) {
      throw InvalidDataException.in(
          "--from " + InvalidDataException.quoted(url),
          "api/v1/json/data/ID is appended to it, so it has no ? and no #");
    }
    return new OpenMlAddresses(isOpenMl(uri) ? secure(uri) : uri);
  }

  /** Returns the address of a dataset's description. */
  URI description(int id) {
    return base.resolve("api/v1/json/data/" + id);
  }

  /** Returns the address of the description of a dataset's columns. */
  URI features(int id) {
    return base.resolve("api/v1/json/data/features/" + id);
  }

  /**
   * Returns the address of the data file that a description names. If a mirror's description names
   * a file at openml.org, this is the mirror's own file of that path, because the user chose the
   * mirror.
   *
   * @throws FetchException if it is not an http or https URL
   */
  URI dataFile(String url) throws FetchException {
    URI file;
    try {
      // File names are not always URL-encoded.
      file = base.resolve(new URI(url.strip().replace(" ", "%20")));
    } catch (URISyntaxException e) {
      throw FetchException.lasting(
          InvalidDataException.quoted(url) + ": no URL: " + e.getReason(),
          FetchException.ELSEWHERE);
    }
    if (!isHttp(file)) {
      throw FetchException.lasting(file + ": no http or https URL", FetchException.ELSEWHERE);
    }
    if (isOpenMl(file) && !isOpenMl(base)) {
      String query = file.getRawQuery() == null ? "" : "?" + file.getRawQuery();
      return base.resolve("." + file.getRawPath() + query).normalize();
    }
    return "https".equalsIgnoreCase(base.getScheme()) ? secure(file) : file;
  }

  private static boolean isHttp(URI uri) {
    return uri.getHost() != null
        && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
  }

  private static boolean isOpenMl(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return host.equals(OPENML) || host.endsWith("." + OPENML);
  }

  /** Returns the https form of an address: old descriptions have http. */
  private static URI secure(URI uri) {
    return URI.create(uri.toString().replaceFirst("(?i)^http:", "https:"));
  }
}
