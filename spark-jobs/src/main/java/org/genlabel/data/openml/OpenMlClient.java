package org.genlabel.data.openml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.genlabel.data.Attribute;
import org.genlabel.data.InvalidDataException;

/**
 * OpenML's REST service, or a mirror of it: {@code api/v1/json/data/ID} describes a dataset and
 * names its ARFF file, or, where there is none, a Parquet file, whose columns are at {@code
 * api/v1/json/data/features/ID}. Redirects are followed, but not from https to http. Every call
 * makes one attempt; {@link FetchException#isPassing} indicates whether another may succeed.
 */
public final class OpenMlClient implements DatasetSource {
  /** The address of OpenML itself. */
  public static final String OPENML = "https://www.openml.org/";

  private static final int LARGEST_ERROR = 1 << 16;
  private static final int LONGEST_MESSAGE = 200;

  private static final int TOO_MANY_REQUESTS = 429;
  // OpenML's code for "Database connection error. Usually due to high server load.", sent with
  // status 412.
  private static final String SERVER_LOAD = "107";

  private final String name;
  private final OpenMlAddresses addresses;
  private final FetchLimits limits;
  private final HttpClient http;

  /**
   * Creates a client without connecting yet.
   *
   * @param url the service, without {@code api/v1/json/data/ID}
   * @throws InvalidDataException if the URL is invalid
   */
  public OpenMlClient(String url, FetchLimits limits) {
    this.name = url;
    this.addresses = OpenMlAddresses.of(url);
    this.limits = limits;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(limits.answer())
            .build();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DataFile find(int id, Deadline deadline) throws IOException, InterruptedException {
    URI uri = addresses.description(id);
    DatasetDescription description = DatasetDescription.ofJson(get(uri, deadline), uri.toString());
    description.requireId(id);
    Optional<String> arff = description.arff();
    String url =
        arff.or(description::parquet).orElseThrow(() -> description.without("ARFF or Parquet"));
    return new DataFile(
        id,
        description.name(),
        addresses.dataFile(url).toString(),
        arff.isPresent() ? Format.ARFF : Format.PARQUET,
        // The MD5 is always that of the ARFF file, even where it no longer exists.
        arff.isPresent() ? description.md5() : Optional.empty(),
        description.status());
  }

  @Override
  public List<Attribute> features(DataFile file, Deadline deadline)
      throws IOException, InterruptedException {
    URI uri = addresses.features(file.id());
    try {
      return FeatureList.ofJson(get(uri, deadline), uri.toString());
    } catch (FetchException e) {
      throw e.isPassing()
          ? e
          : e.giveUp("; the Parquet file is of no use without the order of nominal values");
    }
  }

  @Override
  public byte[] read(DataFile file, Deadline deadline) throws IOException, InterruptedException {
    try {
      return get(URI.create(file.location()), deadline);
    } catch (FetchException e) {
      // The data of a deactivated dataset may be deleted while its description remains.
      boolean gone = file.status().filter("deactivated"::equals).isPresent() && !e.isPassing();
      throw gone ? e.giveUp("; OpenML has deactivated this dataset") : e;
    }
  }

  private byte[] get(URI uri, Deadline deadline) throws IOException, InterruptedException {
    if (deadline.isOver()) {
      throw deadline.timeIsUp();
    }
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Accept-Encoding", "identity")
            .header("User-Agent", "genlabel")
            .timeout(deadline.shorten(limits.answer()))
            .GET()
            .build();
    try {
      return body(http.send(request, HttpResponse.BodyHandlers.ofInputStream()), uri, deadline);
    } catch (FetchException e) {
      throw e;
    } catch (HttpTimeoutException e) {
      if (deadline.isOver()) {
        throw deadline.timeIsUp();
      }
      throw FetchException.serverDown(
          uri + ": no answer for " + Deadline.text(limits.answer()), FetchException.LATER);
    } catch (ConnectException e) {
      throw FetchException.serverDown(
          "no connection to " + uri.getScheme() + "://" + uri.getAuthority() + ": " + reason(e),
          "see that the network is there (behind a proxy:"
              + " GENLABEL_SUBMIT_OPTIONS='-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT'), or "
              + FetchException.ELSEWHERE);
    } catch (IllegalArgumentException e) {
      // Java's HTTP client throws this for a Content-Length that is not a number.
      throw FetchException.lasting(
          uri + ": no valid HTTP: " + e.getMessage(), FetchException.ELSEWHERE);
    } catch (IOException e) {
      throw FetchException.serverDown(
          uri + ": the connection broke: " + FetchException.text(e), FetchException.LATER);
    }
  }

  private static String reason(ConnectException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "the name is unknown";
      }
    }
    return e.getMessage() == null ? "it is refused" : e.getMessage();
  }

  private byte[] body(HttpResponse<InputStream> answer, URI uri, Deadline deadline)
      throws FetchException {
    Deadline end = Deadline.after(deadline.shorten(limits.body()));
    // Closing the body ends a read that is still waiting; afterwards it has no effect.
    CompletableFuture.delayedExecutor(end.left().toNanos(), TimeUnit.NANOSECONDS)
        .execute(() -> close(answer.body()));
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw error(answer, body.readNBytes(LARGEST_ERROR), uri);
      }
      limits.requireAllowed(
          uri.toString(), answer.headers().firstValueAsLong("Content-Length").orElse(0));
      byte[] bytes = body.readNBytes(limits.largestFile() + 1);
      limits.requireAllowed(uri.toString(), bytes.length);
      return bytes;
    } catch (FetchException e) {
      throw e;
    } catch (IOException e) {
      if (deadline.isOver()) {
        throw deadline.timeIsUp();
      }
      throw FetchException.passing(
          end.isOver()
              ? uri + ": an answer of more than " + Deadline.text(limits.body())
              : uri + ": broke off: " + FetchException.text(e),
          FetchException.LATER);
    }
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FetchException error(HttpResponse<InputStream> answer, byte[] body, URI uri)
      throws IOException {
    int status = answer.statusCode();
    Optional<DatasetDescription.ServerError> said = DatasetDescription.ServerError.ofJson(body);
    String redirect =
        answer.headers().firstValue("Location").map(to -> ", redirects to " + to).orElse("");
    String reason = uri + ": HTTP " + status + redirect + said.map(OpenMlClient::text).orElse("");
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

  /** Returns the wait in seconds that the server requests; a date in this header is ignored. */
  private static Optional<Duration> retryAfter(HttpResponse<InputStream> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }
}
