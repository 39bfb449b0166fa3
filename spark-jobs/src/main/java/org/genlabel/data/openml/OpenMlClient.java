package org.genlabel.data.openml;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.zip.GZIPInputStream;
import org.genlabel.data.Attribute;
import org.genlabel.data.InvalidDataException;

/**
 * OpenML's REST service, or a mirror of it: {@code api/v1/json/data/ID} describes a dataset and
 * names its ARFF file, or, where there is none, a Parquet file, of which {@code
 * api/v1/json/data/features/ID} has the columns. Every call makes one attempt; {@link
 * FetchException#isPassing} tells whether another may help.
 */
public final class OpenMlClient implements DatasetSource {
  /** The service itself. */
  public static final String OPENML = "https://www.openml.org/";

  private static final int LARGEST_DESCRIPTION = 4 << 20;
  private static final int LARGEST_ERROR = 1 << 16;
  private static final int MOST_REDIRECTS = 5;
  private static final int LONGEST_MESSAGE = 200;

  private static final int TOO_MANY_REQUESTS = 429;
  // "Database connection error. Usually due to high server load.", with status 412.
  private static final String SERVER_LOAD = "107";

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final String name;
  private final OpenMlAddresses addresses;
  private final FetchLimits limits;
  private final HttpClient http;
  private final ScheduledExecutorService watches;

  /**
   * A client; no connection is made yet.
   *
   * @param url the service, without {@code api/v1/json/data/ID}
   * @throws InvalidDataException if the URL is none
   */
  public OpenMlClient(String url, FetchLimits limits) {
    this.name = url;
    this.addresses = OpenMlAddresses.of(url);
    this.limits = limits;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.silence())
            .build();
    this.watches =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "openml-watch");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DataFile find(int id, Deadline deadline) throws IOException, InterruptedException {
    URI uri = addresses.description(id);
    byte[] json = document(uri, LARGEST_DESCRIPTION, "a description", deadline);
    DatasetDescription description = DatasetDescription.ofJson(json, uri.toString());
    description.requireId(id);
    Optional<String> arff = description.arff();
    String url =
        arff.or(description::parquet).orElseThrow(() -> description.without("ARFF or Parquet"));
    return new DataFile(
        id,
        description.name(),
        addresses.dataFile(url).toString(),
        arff.isPresent() ? Format.ARFF : Format.PARQUET,
        // It is of the ARFF file, also where there is none any more.
        arff.isPresent() ? description.md5() : Optional.empty(),
        description.status());
  }

  private byte[] document(URI uri, int largest, String what, Deadline deadline)
      throws IOException, InterruptedException {
    byte[] bytes;
    try (InputStream body = get(uri, deadline)) {
      bytes = body.readNBytes(largest + 1);
    }
    if (bytes.length > largest) {
      throw FetchException.lasting(
          uri + ": " + what + " of more than " + largest + " bytes", FetchException.ELSEWHERE);
    }
    return bytes;
  }

  @Override
  public List<Attribute> features(DataFile file, Deadline deadline)
      throws IOException, InterruptedException {
    URI uri = addresses.features(file.id());
    try {
      byte[] json = document(uri, FeatureList.LARGEST, "features", deadline);
      return FeatureList.ofJson(json, uri.toString());
    } catch (FetchException e) {
      throw e.isPassing()
          ? e
          : e.giveUp("; the Parquet file is of no use without the order of nominal values");
    }
  }

  @Override
  public InputStream open(DataFile file, Deadline deadline)
      throws IOException, InterruptedException {
    try {
      return get(URI.create(file.location()), deadline);
    } catch (FetchException e) {
      // Its data may be gone while the description stays.
      boolean gone = file.status().filter("deactivated"::equals).isPresent() && !e.isPassing();
      throw gone ? e.giveUp("; OpenML has deactivated this dataset") : e;
    }
  }

  /** The body of an answer that is neither a redirect nor an error. */
  private InputStream get(URI start, Deadline deadline) throws IOException, InterruptedException {
    URI uri = start;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<InputStream> answer = ask(uri, deadline);
      if (!REDIRECTS.contains(answer.statusCode())) {
        return bodyOf(answer, uri, deadline);
      }
      answer.body().close();
      Optional<String> location = answer.headers().firstValue("Location");
      if (location.isEmpty()) {
        throw FetchException.lasting(
            uri + ": a redirect without a destination", FetchException.ELSEWHERE);
      }
      uri = addresses.redirect(uri, location.get());
    }
    throw FetchException.lasting(
        start + ": more than " + MOST_REDIRECTS + " redirects", FetchException.ELSEWHERE);
  }

  private HttpResponse<InputStream> ask(URI uri, Deadline deadline)
      throws IOException, InterruptedException {
    Duration left = deadline.left();
    if (left.compareTo(Duration.ZERO) <= 0) {
      throw deadline.timeIsUp();
    }
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Accept-Encoding", "identity")
            .header("User-Agent", "genlabel")
            // Until the answer begins; the body has a watch of its own.
            .timeout(left.compareTo(limits.silence()) < 0 ? left : limits.silence())
            .GET()
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException e) {
      if (deadline.isOver()) {
        throw deadline.timeIsUp();
      }
      throw FetchException.serverDown(
          uri + ": no answer for " + Deadline.text(limits.silence()), FetchException.LATER);
    } catch (ConnectException e) {
      throw FetchException.serverDown(
          "no connection to " + server(uri) + ": " + reason(e),
          "see that the network is there (behind a proxy:"
              + " GENLABEL_SUBMIT_OPTIONS='-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT'), or "
              + FetchException.ELSEWHERE);
    } catch (IllegalArgumentException e) {
      // What Java's client makes of a Content-Length that is no number.
      throw FetchException.lasting(
          uri + ": no valid HTTP: " + e.getMessage(), FetchException.ELSEWHERE);
    } catch (IOException e) {
      throw FetchException.serverDown(
          uri + ": the connection broke: " + FetchException.text(e), FetchException.LATER);
    }
  }

  private static String server(URI uri) {
    return uri.getScheme() + "://" + uri.getAuthority();
  }

  private static String reason(ConnectException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "the name is unknown";
      }
    }
    return e.getMessage() == null ? "it is refused" : e.getMessage();
  }

  private InputStream bodyOf(HttpResponse<InputStream> answer, URI uri, Deadline deadline)
      throws IOException {
    InputStream body =
        new BodyStream(answer.body(), uri.toString(), limits.silence(), deadline, watches);
    try {
      if (answer.statusCode() != 200) {
        throw error(answer, body.readNBytes(LARGEST_ERROR), uri);
      }
      requireSmall(answer, uri);
      return decoded(answer, body, uri);
    } catch (IOException e) {
      body.close();
      throw e;
    }
  }

  private void requireSmall(HttpResponse<InputStream> answer, URI uri) throws FetchException {
    OptionalLong length = answer.headers().firstValueAsLong("Content-Length");
    if (length.isPresent() && length.getAsLong() > limits.largestFile()) {
      throw FetchException.tooLarge(uri.toString(), length.getAsLong() + "", limits.largestFile());
    }
  }

  private static InputStream decoded(HttpResponse<InputStream> answer, InputStream body, URI uri)
      throws IOException {
    String encoding = answer.headers().firstValue("Content-Encoding").orElse("identity");
    return switch (encoding) {
      case "identity" -> body;
      case "gzip", "x-gzip" -> unzipped(body, uri);
      default ->
          throw FetchException.lasting(
              uri + ": Content-Encoding " + InvalidDataException.quoted(encoding) + " unasked for",
              FetchException.ELSEWHERE);
    };
  }

  private static InputStream unzipped(InputStream body, URI uri) throws FetchException {
    try {
      return new GZIPInputStream(body);
    } catch (IOException e) {
      throw FetchException.ofSource(uri.toString(), e);
    }
  }

  private static FetchException error(HttpResponse<InputStream> answer, byte[] body, URI uri)
      throws IOException {
    int status = answer.statusCode();
    Optional<DatasetDescription.ServerError> said = DatasetDescription.ServerError.ofJson(body);
    String reason = uri + ": HTTP " + status + said.map(OpenMlClient::text).orElse("");
    boolean load = said.filter(error -> error.code().equals(SERVER_LOAD)).isPresent();
    if (status == TOO_MANY_REQUESTS || status >= 500 || load) {
      FetchException passing =
          status >= 500
              ? FetchException.serverDown(reason, FetchException.LATER)
              : FetchException.passing(reason, FetchException.LATER);
      return retryAfter(answer).map(passing::lastingFor).orElse(passing);
    }
    return FetchException.lasting(reason, FetchException.ELSEWHERE);
  }

  private static String text(DatasetDescription.ServerError error) {
    String message = error.message();
    String shown =
        message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
    return ", " + shown + " (code " + error.code() + ")";
  }

  /** How long the server asks to be left alone: seconds, or a date. */
  private static Optional<Duration> retryAfter(HttpResponse<InputStream> answer) {
    Optional<String> header = answer.headers().firstValue("Retry-After").map(String::strip);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    if (header.get().matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(header.get())));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(header.get(), DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(ZonedDateTime.now(date.getZone()), date);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      // What says nothing is as if it were not there.
      return Optional.empty();
    }
  }

  /** Drops what is under way. */
  @Override
  public void close() {
    watches.shutdownNow();
  }
}
