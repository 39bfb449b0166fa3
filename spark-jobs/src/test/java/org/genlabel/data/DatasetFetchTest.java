package org.genlabel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.genlabel.data.FakeOpenMl.head;
import static org.genlabel.data.FakeOpenMl.ok;
import static org.genlabel.data.FakeOpenMl.status;
import static org.genlabel.data.SmallArff.TEXT;
import static org.genlabel.data.SmallArff.md5;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.DatasetFetch.Outcome;
import org.genlabel.data.DatasetFetch.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DatasetFetchTest {
  private static final int LARGEST = 100_000;

  /** Two attempts, and waits too short to notice. */
  private static final FetchLimits QUICK = limits(2, Duration.ofSeconds(20));

  @TempDir private Path home;
  private Path folder;
  private FakeOpenMl server;

  @BeforeEach
  void startServer() throws IOException {
    folder = home.resolve("fetched here");
    server = new FakeOpenMl();
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  private static FetchLimits limits(int attempts, Duration silence) {
    return new FetchLimits(
        LARGEST,
        Duration.ofMinutes(1),
        silence,
        attempts,
        Duration.ofMillis(1),
        Duration.ofSeconds(5));
  }

  @Test
  void aDatasetLandsUnderItsNumberWithAManifest() throws Exception {
    server.dataset(61, md5(TEXT), ok(TEXT));

    Outcome outcome = fetch(61);

    assertThat(outcome).isEqualTo(new Outcome(61, "iris", State.FETCHED, TEXT.length(), ""));
    assertThat(data(61)).hasContent(TEXT);
    JsonNode manifest = manifest(61);
    assertThat(manifest.get("source").asText()).isEqualTo(server.fileUrl(61));
    assertThat(manifest.get("md5").asText()).isEqualTo(md5(TEXT));
    assertThat(manifest.get("sha256").asText()).isEqualTo(SmallArff.sha256(TEXT));
    assertThat(manifest.get("bytes").asLong()).isEqualTo(TEXT.length());
    assertThat(filesBesides("61/dataset.arff", "61/manifest.json")).isEmpty();
  }

  @Test
  void theStoreFindsWhatWasFetched() throws Exception {
    server.dataset(61, md5(TEXT), ok(TEXT));
    fetch(61);

    DatasetStore store =
        new DatasetStore(List.of(folder.toString()), new Configuration(), SmallArff.catalog());

    assertThat(store.list()).hasSize(1);
    assertThat(store.load(store.find("iris").orElseThrow(), FeatureHandling.NUMERIC).rows())
        .isEqualTo(10);
  }

  @Test
  void theTargetMayBeOfAnyFileSystemOfHadoop() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set("fs.viewfs.mounttable.default.link./mounted", home.toUri().toString());
    server.dataset(61, md5(TEXT), ok(TEXT));

    assertThat(fetch("viewfs:///mounted/data", configuration)).isEqualTo(State.FETCHED);
    assertThat(fetch("viewfs:///mounted/data", configuration)).isEqualTo(State.PRESENT);

    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path("viewfs:///mounted/data/61/dataset.arff");
    try (OutputStream out = file.getFileSystem(configuration).create(file, true)) {
      out.write('x');
    }

    assertThat(fetch("viewfs:///mounted/data", configuration)).isEqualTo(State.FETCHED);
    assertThat(home.resolve("data/61/dataset.arff")).hasContent(TEXT);
  }

  private State fetch(String uri, Configuration configuration)
      throws IOException, InterruptedException {
    try (DatasetSource source = new OpenMlClient(server.url(), QUICK)) {
      return new DatasetFetch(
              SmallArff.catalog(),
              source,
              new FetchTarget(uri, configuration),
              QUICK,
              new NoProgress())
          .fetch(List.of(61))
          .get(0)
          .state();
    }
  }

  @Test
  void whatIsThereAndIntactIsNotAskedForAgain() throws Exception {
    server.dataset(61, md5(TEXT), ok(TEXT));
    fetch(61);
    int requests = server.requests();

    assertThat(fetch(61).state()).isEqualTo(State.PRESENT);
    assertThat(server.requests()).isEqualTo(requests);
  }

  @Test
  void aFileThatChangedSinceIsReplaced() throws Exception {
    server.dataset(61, md5(TEXT), ok(TEXT));
    fetch(61);
    Files.writeString(data(61), "cut sho");

    Outcome outcome = fetch(61);

    assertThat(outcome.state()).isEqualTo(State.FETCHED);
    assertThat(outcome.message()).contains("changed", "replaced");
    assertThat(data(61)).hasContent(TEXT);
    assertThat(fetch(61).state()).isEqualTo(State.PRESENT);
  }

  @Test
  void aFileThatChangedSinceStaysIfThereIsNothingBetter() throws Exception {
    server.dataset(61, md5(TEXT), ok(TEXT));
    fetch(61);
    Files.writeString(data(61), "cut sho");
    server.dataset(61, md5(TEXT), status(404, "", ""));

    assertThat(fetch(61).state()).isEqualTo(State.FAILED);
    assertThat(data(61)).hasContent("cut sho");
  }

  @Test
  void aGoodFilePutThereByHandIsKeptAndWrittenDown() throws Exception {
    Files.createDirectories(data(61).getParent());
    Files.writeString(data(61), TEXT);

    assertThat(fetch(61).state()).isEqualTo(State.PRESENT);
    assertThat(server.requests()).isZero();
    assertThat(manifest(61).get("sha256").asText()).isEqualTo(SmallArff.sha256(TEXT));
    assertThat(manifest(61).get("source").asText()).isEmpty();
  }

  @Test
  void aWrongFilePutThereByHandIsNeitherUsedNorTouched() throws Exception {
    Files.createDirectories(data(61).getParent());
    String other = TEXT + "1,2,p,a\n";
    Files.writeString(data(61), other);

    Outcome outcome = fetch(61);

    assertThat(outcome.state()).isEqualTo(State.FAILED);
    assertThat(outcome.message())
        .contains(
            "rows: the catalog says 10, the file has 11", "move it away", data(61).toString());
    assertThat(data(61)).hasContent(other);
    assertThat(server.requests()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "{\"sha256\":null}", "<html>"})
  void aDamagedManifestOnlyCostsACheck(String damaged) throws Exception {
    server.dataset(61, md5(TEXT), ok(TEXT));
    fetch(61);
    Files.writeString(data(61).resolveSibling("manifest.json"), damaged);

    assertThat(fetch(61).state()).isEqualTo(State.PRESENT);
    assertThat(server.dataAsked(61)).isEqualTo(1);
    assertThat(manifest(61).get("sha256").asText()).isEqualTo(SmallArff.sha256(TEXT));
  }

  @Test
  void leftoversOfAKilledFetchAreCleanedUp() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(".unfinished-61.arff"), "@relation half");
    Files.writeString(folder.resolve(".unfinished-187.arff"), "@relation half");
    server.dataset(61, md5(TEXT), ok(TEXT)).dataset(187, md5(TEXT), status(404, "", ""));

    fetch(61);
    fetch(187);

    assertThat(data(61)).hasContent(TEXT);
    assertThat(filesBesides("61/dataset.arff", "61/manifest.json")).isEmpty();
  }

  @Test
  void oneThatFailsDoesNotKeepTheOthersFromComing() throws Exception {
    server.dataset(61, md5(TEXT), ok(TEXT)).dataset(973, md5(TEXT), ok(TEXT));
    server.on(
        "/api/v1/json/data/187",
        status(412, "", "{\"error\":{\"code\":\"111\",\"message\":\"Unknown dataset\"}}"));

    List<Outcome> outcomes = fetch(QUICK, 61, 187, 973, 61);

    assertThat(outcomes).extracting(Outcome::id).containsExactly(61, 187, 973);
    assertThat(outcomes)
        .extracting(Outcome::state)
        .containsExactly(State.FETCHED, State.FAILED, State.FETCHED);
    assertThat(outcomes.get(1).message())
        .contains("HTTP 412, Unknown dataset (code 111)", "--from")
        .doesNotContain("attempts");
  }

  @Test
  void aDeactivatedDatasetWhoseFileIsGoneSaysSo() throws Exception {
    String description = FakeOpenMl.description(61, md5(TEXT), server.fileUrl(61));
    server.on("/api/v1/json/data/61", ok(description.replace("\"active\"", "\"deactivated\"")));

    assertFails("HTTP 404", "OpenML has deactivated this dataset");
  }

  @Test
  void aDeactivatedDatasetWhoseFileIsThereIsAsGoodAsAnother() throws Exception {
    server.dataset(61, md5(TEXT), ok(TEXT));
    String description = FakeOpenMl.description(61, md5(TEXT), server.fileUrl(61));
    server.on("/api/v1/json/data/61", ok(description.replace("\"active\"", "\"deactivated\"")));

    assertThat(fetch(61).state()).isEqualTo(State.FETCHED);
  }

  @Test
  void aWrongChecksumIsRefused() throws Exception {
    server.dataset(61, md5("something else"), ok(TEXT));

    assertFails("MD5 is " + md5(TEXT), "description says " + md5("something else"));
    assertThat(server.dataAsked(61)).isEqualTo(2);
  }

  @Test
  void aFileThatWasDamagedOnceIsFetchedAgain() throws Exception {
    server.dataset(61, md5(TEXT), ok(TEXT.replace('1', '2')), ok(TEXT));

    assertThat(fetch(61).state()).isEqualTo(State.FETCHED);
    assertThat(data(61)).hasContent(TEXT);
  }

  @Test
  void withoutAChecksumTheCatalogDecides() throws Exception {
    server.dataset(61, null, ok(TEXT)).dataset(187, null, ok(TEXT.replace("1,2,p,a", "1,2,p,b")));

    assertThat(fetch(61).message()).isEqualTo("the source tells no MD5");
    assertThat(fetch(187).message()).contains("only one class");
    assertThat(data(187)).doesNotExist();
  }

  @Test
  void aChecksumThatIsNoneIsRefused() throws Exception {
    server.dataset(61, "abc", ok(TEXT));

    assertFails("md5_checksum is 'abc'", "32 hexadecimal digits");
  }

  @Test
  void anotherNumberOfRowsThanTheCatalogsIsRefused() throws Exception {
    String longer = TEXT + "1,2,p,a\n";
    server.dataset(61, md5(longer), ok(longer));

    assertFails("rows: the catalog says 10, the file has 11");
  }

  @Test
  void aDatasetThatTheCatalogDoesNotKnowIsOnlyRead() throws Exception {
    String regression = "@attribute x numeric\n@data\n1\n2\n";
    server.dataset(7, md5(regression), ok(regression)).dataset(8, md5("x"), ok("x"));

    Outcome outcome = fetch(7);

    assertThat(outcome.name()).isEqualTo("some-7");
    assertThat(outcome.state()).isEqualTo(State.FETCHED);
    assertThat(outcome.message()).contains("not in the catalog");
    assertThat(fetch(8).message()).contains("'x' before @data");
  }

  @Test
  void htmlInsteadOfDataIsRefused() throws Exception {
    String page = "\n <!DOCTYPE html><html><body>We will be back soon</body></html>";
    server.dataset(61, null, ok(page));

    assertFails("HTML or XML instead of data");
  }

  @Test
  void gzipInsteadOfDataIsRefused() throws Exception {
    server.dataset(
        61,
        null,
        out -> {
          head(out, 200, "Content-Length: 3\r\n");
          out.write(new byte[] {0x1f, (byte) 0x8b, 8});
        });

    assertFails("a gzip file instead of ARFF");
  }

  @Test
  void parquetInsteadOfDataIsRefused() throws Exception {
    server.dataset(61, null, ok("PAR1 and so on"));

    assertFails("a Parquet file instead of ARFF");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{\"data_set_description\":[]}"})
  void jsonThatIsNoDescriptionIsRefused(String json) throws Exception {
    server.on("/api/v1/json/data/61", ok(json));

    assertFails("JSON without data_set_description", "--from");
  }

  @Test
  void invalidJsonIsRefused() throws Exception {
    server.on("/api/v1/json/data/61", ok("{\"data_set_description\":{\"id\":"));

    assertFails("no valid JSON instead of a description");
  }

  @Test
  void htmlInsteadOfADescriptionIsRefused() throws Exception {
    server.on("/api/v1/json/data/61", ok("<html><body>Log in</body></html>"));

    assertFails("HTML or XML instead of a description");
  }

  @Test
  void theDescriptionOfAnotherDatasetIsRefused() throws Exception {
    server.on("/api/v1/json/data/61", ok(FakeOpenMl.description(62, null, server.fileUrl(62))));

    assertFails("describes dataset '62' instead of 61");
  }

  @Test
  void anEndlessDescriptionIsRefused() throws Exception {
    server.on("/api/v1/json/data/61", endless(""));

    assertFails("a description of more than");
  }

  @Test
  void aDescriptionWithParquetOnlySaysSo() throws Exception {
    server.on("/api/v1/json/data/61", ok(FakeOpenMl.description(61, null, "")));

    assertFails("no ARFF file, only Parquet");
  }

  @Test
  void aRedirectOnTheSameServerIsFollowed() throws Exception {
    server.dataset(61, md5(TEXT), status(302, "Location: /moved%20here\r\n", ""));
    server.on("/moved%20here", ok(TEXT));

    assertThat(fetch(61).state()).isEqualTo(State.FETCHED);
  }

  @Test
  void aRedirectToAnotherServerIsRefused() throws Exception {
    try (FakeOpenMl other = new FakeOpenMl()) {
      other.on("/file", ok(TEXT));
      server.dataset(61, md5(TEXT), status(302, "Location: " + other.url() + "file\r\n", ""));

      assertFails("redirects to " + other.url() + "file, another server", "--from");
      assertThat(other.requests()).isZero();
    }
  }

  @Test
  void aDataFileOnAnotherServerIsRefused() throws Exception {
    server.on(
        "/api/v1/json/data/61",
        ok(FakeOpenMl.description(61, null, "http://127.0.0.2/data/file.arff")));

    assertFails("the data file is at http://127.0.0.2/data/file.arff, another server");
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

    assertFails("more than 5 redirects");
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

    assertFails("broke off after", "(2 attempts)");
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

    assertFails("broke off after " + TEXT.length() + " bytes");
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

    Outcome outcome = fetch(61);

    assertThat(outcome.state()).isEqualTo(State.FETCHED);
    assertThat(outcome.bytes()).isEqualTo(TEXT.length());
    assertThat(data(61)).hasContent(TEXT);
  }

  @Test
  void tenGigabytesAreRefusedByTheirHeader() throws Exception {
    server.dataset(61, null, out -> head(out, 200, "Content-Length: 10000000000\r\n"));

    assertFails("10000000000 bytes; at most 100000 are allowed", "--size-limit");
    assertThat(server.dataAsked(61)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "-5", "99999999999999999999"})
  void aLengthThatIsNoneFailsThisDatasetOnly(String length) throws Exception {
    server.dataset(61, null, out -> head(out, 200, "Content-Length: " + length + "\r\n"));
    server.dataset(187, md5(TEXT), ok(TEXT));

    assertThat(fetch(QUICK, 61, 187))
        .extracting(Outcome::state)
        .containsExactly(State.FAILED, State.FETCHED);
  }

  @Test
  void aBodyWithoutALengthIsRefusedOnceItIsTooLarge() throws Exception {
    server.dataset(61, null, endless(TEXT));

    assertFails("more than", "at most 100000 are allowed");
    assertThat(server.dataAsked(61)).isEqualTo(1);
  }

  @Test
  void aGzippedAnswerIsUnpackedAndItsBombCounted() throws Exception {
    server
        .dataset(61, md5(TEXT), gzipped(TEXT))
        .dataset(187, null, gzipped(TEXT + "%\n".repeat(LARGEST)));

    assertThat(fetch(61).state()).isEqualTo(State.FETCHED);
    assertThat(data(61)).hasContent(TEXT);
    assertThat(fetch(187).message()).contains("at most 100000 are allowed");
    assertThat(data(187)).doesNotExist();
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
  void theServerSaysUntilWhenToWait() throws Exception {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));
    server.dataset(61, md5(TEXT), status(503, "Retry-After: " + date + "\r\n", ""), ok(TEXT));

    assertFails("HTTP 503", "asks to come back in");
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

    List<Outcome> outcomes = fetch(limits, 61);

    assertThat(outcomes.get(0).message()).contains("no answer for 300 ms (2 attempts)");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aHangInTheMiddleOfABodyIsGivenUp() throws Exception {
    server.dataset(61, md5(TEXT), server.beginningThenSilence(TEXT));

    List<Outcome> outcomes = fetch(limits(1, Duration.ofMillis(300)), 61);

    assertThat(outcomes.get(0).message())
        .contains("nothing came for 300 ms after " + TEXT.length() + " bytes");
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
            5,
            Duration.ofMillis(1),
            Duration.ofSeconds(5));
    long start = System.nanoTime();

    List<Outcome> outcomes = fetch(limits, 61, 187, 973);

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
            4,
            Duration.ofMillis(100),
            Duration.ofSeconds(5));
    long start = System.nanoTime();

    List<Outcome> outcomes = fetch("http://127.0.0.1:" + port, patient, many);

    assertThat(outcomes).hasSize(200).extracting(Outcome::state).containsOnly(State.FAILED);
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

    List<Outcome> outcomes = fetch(QUICK, many);

    assertThat(outcomes).hasSize(200).extracting(Outcome::state).containsOnly(State.FAILED);
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

  private static FakeOpenMl.Answer endless(String beginning) {
    return out -> {
      head(out, 200, "");
      out.write(beginning.getBytes(StandardCharsets.US_ASCII));
      byte[] comment = "% on and on\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
      // Until the client hangs up.
      while (true) {
        out.write(comment);
      }
    };
  }

  private static FakeOpenMl.Answer gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    return out -> {
      head(out, 200, "Content-Encoding: gzip\r\nContent-Length: " + bytes.size() + "\r\n");
      bytes.writeTo(out);
    };
  }

  /** Asserts that dataset 61 fails for a reason, on one line, and leaves nothing behind. */
  private void assertFails(String... reasons) throws IOException, InterruptedException {
    Outcome outcome = fetch(61);

    assertThat(outcome.state()).isEqualTo(State.FAILED);
    assertThat(outcome.message()).contains(reasons).contains("; ").hasLineCount(1);
    assertThat(filesBesides()).isEmpty();
  }

  private Outcome fetch(int id) throws IOException, InterruptedException {
    return fetch(QUICK, id).get(0);
  }

  private List<Outcome> fetch(FetchLimits limits, Integer... ids)
      throws IOException, InterruptedException {
    return fetch(server.url(), limits, ids);
  }

  private List<Outcome> fetch(String url, FetchLimits limits, Integer... ids)
      throws IOException, InterruptedException {
    try (DatasetSource source = new OpenMlClient(url, limits)) {
      return new DatasetFetch(
              SmallArff.catalog(),
              source,
              new FetchTarget(folder.toString(), new Configuration()),
              limits,
              new NoProgress())
          .fetch(List.of(ids));
    }
  }

  private Path data(int id) {
    return folder.resolve(id + "/dataset.arff");
  }

  private JsonNode manifest(int id) throws IOException {
    return new ObjectMapper().readTree(data(id).resolveSibling("manifest.json").toFile());
  }

  private List<String> filesBesides(String... expected) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder))
          .filter(file -> !Files.isDirectory(file) || file.toFile().list().length == 0)
          .map(file -> folder.relativize(file).toString())
          .filter(file -> !List.of(expected).contains(file))
          .toList();
    }
  }
}
