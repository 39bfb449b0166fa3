package org.genlabel.data.openml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.genlabel.data.SmallArff.TEXT;
import static org.genlabel.data.SmallArff.md5;
import static org.genlabel.data.openml.FakeOpenMl.head;
import static org.genlabel.data.openml.FakeOpenMl.ok;
import static org.genlabel.data.openml.FakeOpenMl.status;

import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.openml.FetchOutcome.State;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that redirect, break off, send too much, are busy, hang, or do not exist. */
@Timeout(60)
@Tag("slow")
class UnreliableServerTest extends FetchFromServer {
  @Test
  void aRedirectOnTheSameServerIsFollowed() throws Exception {
    server.dataset(61, md5(TEXT), status(302, "Location: /moved%20here\r\n", ""));
    server.on("/moved%20here", ok(TEXT));

    assertThat(fetch(61).state()).isEqualTo(State.FETCHED);
  }

  @Test
  void aRedirectToAnotherServerIsFollowed() throws Exception {
    try (FakeOpenMl other = new FakeOpenMl()) {
      other.on("/file", ok(TEXT));
      server.dataset(61, md5(TEXT), status(302, "Location: " + other.url() + "file\r\n", ""));

      assertThat(fetch(61).state()).isEqualTo(State.FETCHED);
      assertThat(manifest(61).get("source").asText()).isEqualTo(server.fileUrl(61));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/hostname", "ftp://127.0.0.1/file", "http://%%", ""})
  void aRedirectThatLeadsNowhereIsRefused(String location) throws Exception {
    server.dataset(61, md5(TEXT), status(302, "Location: " + location + "\r\n", ""));

    assertFails(server.fileUrl(61));
  }

  @Test
  void aMirrorServesTheFilesThatItsDescriptionsPlaceAtOpenMl() throws Exception {
    server.dataset(61, md5(TEXT), ok(TEXT));
    server.on(
        "/api/v1/json/data/61",
        ok(
            FakeOpenMl.description(
                61, md5(TEXT), "https://api.openml.org/data/v1/download/61/file.arff")));

    assertThat(fetch(61).state()).isEqualTo(State.FETCHED);
    assertThat(server.dataAsked(61)).isEqualTo(1);
  }

  @Test
  void redirectsInACircleEnd() throws Exception {
    server.dataset(61, md5(TEXT), status(301, "Location: /data/v1/download/61/file.arff\r\n", ""));

    assertFails("HTTP 301, redirects to /data/v1/download/61/file.arff");
    assertThat(server.dataAsked(61)).isLessThan(10);
  }

  @Test
  void aBodyShorterThanAnnouncedIsRefused() throws Exception {
    server.dataset(
        61,
        null,
        out -> {
          head(out, 200, "Content-Length: " + (TEXT.length() + 10) + "\r\n");
          out.write(TEXT.getBytes(StandardCharsets.US_ASCII));
        });

    assertFails("broke off: ", "(2 attempts)");
    assertThat(server.dataAsked(61)).isEqualTo(2);
  }

  @Test
  void aChunkedBodyThatIsCutOffIsRefused() throws Exception {
    server.dataset(
        61,
        null,
        out -> {
          head(out, 200, "Transfer-Encoding: chunked\r\n");
          out.write(
              (Integer.toHexString(TEXT.length()) + "\r\n" + TEXT + "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
        });

    assertFails("broke off: ");
  }

  @Test
  void aBodyThatBrokeOffOnceIsFetchedAgainFromItsBeginning() throws Exception {
    server.dataset(
        61,
        md5(TEXT),
        out -> {
          head(out, 200, "Content-Length: " + TEXT.length() + "\r\n");
          out.write(TEXT.substring(0, 100).getBytes(StandardCharsets.US_ASCII));
        },
        ok(TEXT));

    FetchOutcome outcome = fetch(61);

    assertThat(outcome.state()).isEqualTo(State.FETCHED);
    assertThat(outcome.bytes()).isEqualTo(TEXT.length());
    assertThat(data(61)).hasContent(TEXT);
  }

  @Test
  void tenGigabytesAreRefusedByTheirHeader() throws Exception {
    server.dataset(61, null, server.headersThenSilence("Content-Length: 10000000000\r\n"));

    assertFails("10000000000 bytes; at most 100000 are allowed", "--size-limit");
    assertThat(server.dataAsked(61)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "-5", "99999999999999999999"})
  void aLengthThatIsNoneFailsThisDatasetOnly(String length) throws Exception {
    server.dataset(61, null, out -> head(out, 200, "Content-Length: " + length + "\r\n"));
    server.dataset(187, md5(TEXT), ok(TEXT));

    assertThat(fetch(QUICK, 61, 187))
        .extracting(FetchOutcome::state)
        .containsExactly(State.FAILED, State.FETCHED);
  }

  @Test
  void aBodyWithoutALengthIsRefusedOnceItIsTooLarge() throws Exception {
    server.dataset(61, null, endless(TEXT));

    assertFails("more than", "at most 100000 are allowed");
    assertThat(server.dataAsked(61)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void aBusyServerIsAskedAgain(int status) throws Exception {
    server.dataset(61, md5(TEXT), status(status, "", "busy"), ok(TEXT));

    assertThat(fetch(61).state()).isEqualTo(State.FETCHED);
    assertThat(server.dataAsked(61)).isEqualTo(2);
  }

  @Test
  void aBusyDatabaseIsAskedAgain() throws Exception {
    server.dataset(61, md5(TEXT), ok(TEXT));
    server.on(
        "/api/v1/json/data/61",
        status(
            412,
            "",
            "{\"error\":{\"code\":\"107\",\"message\":\"Database connection error. Usually due to"
                + " high server load. Please wait for N seconds and try again.\"}}"),
        ok(FakeOpenMl.description(61, md5(TEXT), server.fileUrl(61))));

    assertThat(fetch(61).state()).isEqualTo(State.FETCHED);
  }

  @Test
  void theServerSaysHowLongToWaitInSeconds() throws Exception {
    server.dataset(61, md5(TEXT), status(429, "Retry-After: 1\r\n", ""), ok(TEXT));
    long start = System.nanoTime();

    assertThat(fetch(61).state()).isEqualTo(State.FETCHED);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aServerThatAsksForALongWaitIsNotWaitedFor() throws Exception {
    server.dataset(61, md5(TEXT), status(503, "Retry-After: 3600\r\n", ""), ok(TEXT));

    assertFails("HTTP 503", "asks to come back in 60 min");
    assertThat(server.dataAsked(61)).isEqualTo(1);
  }

  @Test
  void aRetryAfterThatSaysNothingIsPassedOver() throws Exception {
    server.dataset(61, md5(TEXT), status(503, "Retry-After: soon\r\n", ""), ok(TEXT));

    assertThat(fetch(61).state()).isEqualTo(State.FETCHED);
  }

  @Test
  void aServerThatStaysBusyIsGivenUp() throws Exception {
    server.dataset(61, md5(TEXT), status(503, "", ""));

    assertFails("HTTP 503 (2 attempts)", "again later");
    assertThat(server.dataAsked(61)).isEqualTo(2);
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() throws Exception {
    server.on("/api/v1/json/data/61", server.silence());
    FetchLimits limits = limits(2, Duration.ofMillis(300));
    long start = System.nanoTime();

    List<FetchOutcome> outcomes = fetch(limits, 61);

    assertThat(outcomes.get(0).message()).contains("no answer for 300 ms (2 attempts)");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aHangInTheMiddleOfABodyIsGivenUp() throws Exception {
    server.dataset(61, md5(TEXT), server.beginningThenSilence(TEXT));

    List<FetchOutcome> outcomes = fetch(limits(1, Duration.ofMillis(300)), 61);

    assertThat(outcomes.get(0).message()).contains("an answer of more than 300 ms");
    assertThat(filesBesides()).isEmpty();
  }

  @Test
  void aHangOnceIsFetchedAgain() throws Exception {
    server.dataset(61, md5(TEXT), server.beginningThenSilence(TEXT), ok(TEXT));

    assertThat(fetch(limits(2, Duration.ofMillis(300)), 61).get(0).state())
        .isEqualTo(State.FETCHED);
  }

  @Test
  void theTimeLimitEndsWhatHangsAndWhatWaits() throws Exception {
    server.dataset(61, md5(TEXT), server.beginningThenSilence(TEXT));
    server.on("/api/v1/json/data/187", server.silence());
    server.dataset(973, md5(TEXT), status(503, "Retry-After: 4\r\n", ""));
    FetchLimits limits =
        new FetchLimits(
            LARGEST,
            Duration.ofMillis(700),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            5,
            Duration.ofMillis(1),
            Duration.ofSeconds(5));
    long start = System.nanoTime();

    List<FetchOutcome> outcomes = fetch(limits, 61, 187, 973);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    assertThat(outcomes.get(0).message()).contains("the time limit of 700 ms is over");
    assertThat(outcomes.get(1).message()).contains("the time limit of 700 ms is over");
    assertThat(outcomes.get(2).message()).contains("no time is left for another attempt");
    assertThat(filesBesides()).isEmpty();
  }

  @Test
  void aServerThatIsNotThereIsAskedForOneDatasetOnly() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Integer[] many = Stream.iterate(1, id -> id + 1).limit(200).toArray(Integer[]::new);
    FetchLimits patient =
        new FetchLimits(
            LARGEST,
            Duration.ofMinutes(1),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            4,
            Duration.ofMillis(100),
            Duration.ofSeconds(5));
    long start = System.nanoTime();

    List<FetchOutcome> outcomes = fetch("http://127.0.0.1:" + port, patient, many);

    assertThat(outcomes).hasSize(200).extracting(FetchOutcome::state).containsOnly(State.FAILED);
    assertThat(outcomes.get(199).message())
        .contains("no connection to http://127.0.0.1:" + port, "network", "--from");
    // 200 datasets, four at a time, would wait 20 s or more in all.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aServiceThatIsDownIsNotAskedForEveryDataset() throws Exception {
    Integer[] many = Stream.iterate(1, id -> id + 1).limit(200).toArray(Integer[]::new);
    for (int id : many) {
      server.on("/api/v1/json/data/" + id, status(503, "", "down for maintenance"));
    }

    List<FetchOutcome> outcomes = fetch(QUICK, many);

    assertThat(outcomes).hasSize(200).extracting(FetchOutcome::state).containsOnly(State.FAILED);
    assertThat(outcomes.get(199).message()).contains("HTTP 503 (2 attempts)");
    assertThat(server.requests()).isLessThan(50);
  }

  @Test
  void aTargetThatIsAFileIsRefusedBeforeAnythingIsAsked() throws Exception {
    Files.writeString(folder, "a file");

    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> fetch(61))
        .withMessageContaining("--to " + folder)
        .withMessageContaining("a folder is needed");
    assertThat(server.requests()).isZero();
  }
}
