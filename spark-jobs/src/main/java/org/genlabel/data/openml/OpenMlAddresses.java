package org.genlabel.data.openml;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.genlabel.data.InvalidDataException;

/**
 * Which addresses a fetch goes to: the server it was given, and, over https, openml.org and its
 * subdomains (OpenML spreads its service over www, api and data.openml.org, with redirects between
 * them). From https it never goes back to http.
 */
final class OpenMlAddresses {
  private static final String OPENML = "openml.org";
  private static final String REFUSED =
      "only the server of --from and https://*.openml.org are asked; name this one with --from if"
          + " you trust it";

  private final URI base;

  private OpenMlAddresses(URI base) {
    this.base = base;
  }

  /**
   * The addresses of a service.
   *
   * @param url what {@code api/v1/json/data/ID} is appended to
   * @throws InvalidDataException if it is no http or https URL of a server
   */
  static OpenMlAddresses of(String url) {
    URI uri;
    try {
      uri = new URI(url.endsWith("/") ? url : url + "/");
    } catch (URISyntaxException e) {
      throw InvalidDataException.in(
          "--from " + InvalidDataException.quoted(url), "no URL: " + e.getReason());
    }
    if (!isHttp(uri) || uri.getHost() == null || uri.getUserInfo() != null) {
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

  /** The description of a dataset. */
  URI description(int id) {
    return base.resolve("api/v1/json/data/" + id);
  }

  /** What is told of a dataset's columns. */
  URI features(int id) {
    return base.resolve("api/v1/json/data/features/" + id);
  }

  /**
   * The data file that a description names. If a mirror's description names a file at openml.org,
   * it is the mirror's own file of that path: who names a mirror means it.
   *
   * @throws FetchException if it lies elsewhere
   */
  URI dataFile(String url) throws FetchException {
    URI file = base.resolve(parsed(url));
    requireHttp(file);
    if (isOpenMl(file)) {
      if (isOpenMl(base)) {
        return secure(file);
      }
      String query = file.getRawQuery() == null ? "" : "?" + file.getRawQuery();
      return base.resolve("." + file.getRawPath() + query).normalize();
    }
    if (!isSameServer(base, file)) {
      throw FetchException.lasting("the data file is at " + file + ", another server", REFUSED);
    }
    return file;
  }

  /**
   * Where a redirect leads.
   *
   * @throws FetchException if that is another server
   */
  URI redirect(URI from, String location) throws FetchException {
    URI next = from.resolve(parsed(location));
    requireHttp(next);
    if (isOpenMl(next)) {
      return secure(next);
    }
    if (!isSameServer(from, next)) {
      throw FetchException.lasting(from + ": redirects to " + next + ", another server", REFUSED);
    }
    return next;
  }

  private static void requireHttp(URI uri) throws FetchException {
    if (!isHttp(uri) || uri.getHost() == null) {
      throw FetchException.lasting(uri + ": no http or https URL", FetchException.ELSEWHERE);
    }
  }

  private static boolean isHttp(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
  }

  private static boolean isOpenMl(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return (host.equals(OPENML) || host.endsWith("." + OPENML))
        && (uri.getPort() < 0 || uri.getPort() == 80 || uri.getPort() == 443);
  }

  /** Old descriptions, and some of the service's redirects, have http. */
  private static URI secure(URI uri) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create("https://" + uri.getHost() + uri.getRawPath() + query);
  }

  private static boolean isSameServer(URI one, URI other) {
    if (!one.getHost().equalsIgnoreCase(other.getHost())) {
      return false;
    }
    boolean moreSecure =
        "http".equalsIgnoreCase(one.getScheme()) && "https".equalsIgnoreCase(other.getScheme());
    return moreSecure
        || (one.getScheme().equalsIgnoreCase(other.getScheme()) && port(one) == port(other));
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  /** A URL as servers write them: names of files are not always encoded. */
  static URI parsed(String url) throws FetchException {
    try {
      return new URI(encoded(url.strip()));
    } catch (URISyntaxException e) {
      throw FetchException.lasting(
          InvalidDataException.quoted(url) + ": no URL: " + e.getReason(),
          FetchException.ELSEWHERE);
    }
  }

  private static String encoded(String url) {
    StringBuilder encoded = new StringBuilder();
    for (byte unit : url.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (unit & 0xff);
      boolean allowed = c > ' ' && c < 0x7f && "\"<>\\^`{|}".indexOf(c) < 0;
      encoded.append(allowed ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return encoded.toString();
  }
}
