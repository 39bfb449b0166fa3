package org.genlabel.data.openml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genlabel.data.SmallArff.TEXT;
import static org.genlabel.data.SmallArff.md5;
import static org.genlabel.data.openml.FakeOpenMl.head;
import static org.genlabel.data.openml.FakeOpenMl.ok;
import static org.genlabel.data.openml.FakeOpenMl.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.SmallArff;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.data.openml.FetchOutcome.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The data of a dataset: transfer, checks, and the files in the target folder. */
@Timeout(60)
class DatasetFetchTest extends FetchFromServer {
  @Test
  void aDatasetLandsUnderItsNumberWithAManifest() throws Exception {
    server.dataset(61, md5(TEXT), ok(TEXT));

    FetchOutcome outcome = fetch(61);

    assertThat(outcome).isEqualTo(new FetchOutcome(61, "iris", State.FETCHED, TEXT.length(), ""));
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
    return new DatasetFetch(
            SmallArff.catalog(),
            new OpenMlClient(server.url(), QUICK),
            new FetchTarget(uri, configuration),
            QUICK,
            new NoProgress())
        .fetch(List.of(61))
        .get(0)
        .state();
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

    FetchOutcome outcome = fetch(61);

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
  void aFilePutThereByHandIsNeitherAskedForNorTouched() throws Exception {
    Files.createDirectories(data(61).getParent());
    Files.writeString(data(61), "anything");

    FetchOutcome outcome = fetch(61);

    assertThat(outcome.state()).isEqualTo(State.PRESENT);
    assertThat(outcome.message()).contains("without a manifest", "left as it is");
    assertThat(server.requests()).isZero();
    assertThat(filesBesides("61/dataset.arff")).isEmpty();
    assertThat(data(61)).hasContent("anything");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "{\"sha256\":null}", "{\"sha256\":1}", "<html>"})
  void aDamagedManifestIsAsGoodAsNone(String damaged) throws Exception {
    server.dataset(61, md5(TEXT), ok(TEXT));
    fetch(61);
    Files.writeString(data(61).resolveSibling("manifest.json"), damaged);

    FetchOutcome outcome = fetch(61);

    assertThat(outcome.state()).isEqualTo(State.PRESENT);
    assertThat(outcome.message()).contains("without a manifest");
    assertThat(server.dataAsked(61)).isEqualTo(1);
  }

  @Test
  void aFileThatCannotBeWrittenFailsAloneAndLeavesNothing() throws Exception {
    server.dataset(61, md5(TEXT), ok(TEXT)).dataset(187, md5(TEXT), ok(TEXT));
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("61"), "no folder");

    List<FetchOutcome> outcomes = fetch(QUICK, 61, 187);

    assertThat(outcomes)
        .extracting(FetchOutcome::state)
        .containsExactly(State.FAILED, State.FETCHED);
    assertThat(outcomes.get(0).message()).contains("see that this folder can be written to");
    assertThat(filesBesides("187/dataset.arff", "187/manifest.json")).containsExactly("61");
  }

  @Test
  void leftoversOfAKilledFetchAreOverwritten() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(".unfinished-61-dataset.arff"), "@relation half");
    server.dataset(61, md5(TEXT), ok(TEXT));

    fetch(61);

    assertThat(data(61)).hasContent(TEXT);
    assertThat(filesBesides("61/dataset.arff", "61/manifest.json")).isEmpty();
  }

  @Test
  void oneThatFailsDoesNotKeepTheOthersFromComing() throws Exception {
    server.dataset(61, md5(TEXT), ok(TEXT)).dataset(973, md5(TEXT), ok(TEXT));
    server.on(
        "/api/v1/json/data/187",
        status(412, "", "{\"error\":{\"code\":\"111\",\"message\":\"Unknown dataset\"}}"));

    List<FetchOutcome> outcomes = fetch(QUICK, 61, 187, 973, 61);

    assertThat(outcomes).extracting(FetchOutcome::id).containsExactly(61, 187, 973);
    assertThat(outcomes)
        .extracting(FetchOutcome::state)
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

    FetchOutcome outcome = fetch(7);

    assertThat(outcome.name()).isEqualTo("some-7");
    assertThat(outcome.state()).isEqualTo(State.FETCHED);
    assertThat(outcome.message()).contains("not in the catalog");
    assertThat(fetch(8).message()).contains("'x' before @data");
  }

  @Test
  void htmlInsteadOfDataIsRefused() throws Exception {
    String page = "\n <!DOCTYPE html><html><body>We will be back soon</body></html>";
    server.dataset(61, null, ok(page));

    assertFails(":2: ", "'<!DOCTYPE");
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

    assertFails("compressed (gzip)");
  }

  @Test
  void parquetInsteadOfDataIsRefused() throws Exception {
    server.dataset(61, null, ok("PAR1 and so on"));

    assertFails("'PAR1");
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

    assertFails("no valid JSON instead of a description", "(2 attempts)");
  }

  @Test
  void theDescriptionOfAnotherDatasetIsRefused() throws Exception {
    server.on("/api/v1/json/data/61", ok(FakeOpenMl.description(62, null, server.fileUrl(62))));

    assertFails("describes dataset '62' instead of 61");
  }

  @Test
  void anEndlessDescriptionIsRefused() throws Exception {
    server.on("/api/v1/json/data/61", endless(""));

    assertFails("more than 100000 bytes", "at most 100000 are allowed");
  }

  @Test
  void aDescriptionWithoutAnyFileSaysSo() throws Exception {
    String description = FakeOpenMl.description(61, null, "");
    server.on("/api/v1/json/data/61", ok(description.replace("parquet_url", "other_url")));

    assertFails("no ARFF or Parquet file");
  }
}
