package org.genlabel.data.openml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genlabel.data.SmallArff.md5;
import static org.genlabel.data.openml.FakeOpenMl.head;
import static org.genlabel.data.openml.FakeOpenMl.ok;
import static org.genlabel.data.openml.FakeOpenMl.status;
import static org.genlabel.data.openml.SmallParquet.FEATURES;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.genlabel.data.SmallArff;
import org.genlabel.data.openml.FetchOutcome.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Datasets that a server has only as Parquet. */
@Tag("slow")
@Timeout(60)
class ParquetFetchTest extends FetchFromServer {
  // The path of the description's parquet_url, on the mirror that is used.
  private static final String FILE = "/datasets/0000/0061/dataset_61.pq";
  private static final String FEATURES_PATH = "/api/v1/json/data/features/61";

  @BeforeEach
  void describe() {
    server.on("/api/v1/json/data/61", ok(FakeOpenMl.description(61, md5("the ARFF file"), "")));
    server.on(FEATURES_PATH, ok(FEATURES));
  }

  private static FakeOpenMl.Answer file(byte[] bytes) {
    return out -> {
      head(out, 200, "Content-Length: " + bytes.length + "\r\n");
      out.write(bytes);
    };
  }

  @Test
  void aParquetFileLandsAsArffWithTheValuesInTheOrderOfTheFeatures() throws Exception {
    byte[] bytes = SmallParquet.bytes();
    server.on(FILE, file(bytes));

    FetchOutcome outcome = fetch(61);

    assertThat(outcome)
        .isEqualTo(
            new FetchOutcome(
                61,
                "iris",
                State.FETCHED,
                bytes.length,
                "converted from Parquet; the source tells no MD5"));
    assertThat(data(61)).hasContent(SmallParquet.TEXT);
    JsonNode manifest = manifest(61);
    assertThat(manifest.get("source").asText()).isEqualTo(server.url() + FILE.substring(1));
    assertThat(manifest.get("format").asText()).isEqualTo("parquet");
    assertThat(manifest.get("md5").asText()).isEmpty();
    assertThat(manifest.get("sha256").asText()).isEqualTo(SmallArff.sha256(SmallParquet.TEXT));
    assertThat(manifest.get("bytes").asLong()).isEqualTo(SmallParquet.TEXT.length());
    assertThat(filesBesides("61/dataset.arff", "61/manifest.json")).isEmpty();
  }

  @Test
  void whatWasConvertedIsLeftAloneByTheNextFetch() throws Exception {
    server.on(FILE, file(SmallParquet.bytes()));
    fetch(61);
    int requests = server.requests();

    assertThat(fetch(61).state()).isEqualTo(State.PRESENT);
    assertThat(server.requests()).isEqualTo(requests);

    Files.writeString(data(61), "cut sho");

    assertThat(fetch(61).state()).isEqualTo(State.FETCHED);
    assertThat(data(61)).hasContent(SmallParquet.TEXT);
  }

  @Test
  void theTargetMayBeOfAnyFileSystemOfHadoop() throws Exception {
    Configuration configuration = new Configuration();
    // A separate mount table: Hadoop caches file systems by name, with all their mounts.
    configuration.set("fs.viewfs.mounttable.parquet.link./mounted", home.toUri().toString());
    server.on(FILE, file(SmallParquet.bytes()));
    List<FetchOutcome> outcomes =
        new DatasetFetch(
                SmallArff.catalog(),
                new OpenMlClient(server.url(), QUICK),
                new FetchTarget("viewfs://parquet/mounted/data", configuration),
                QUICK,
                new NoProgress())
            .fetch(List.of(61));

    assertThat(outcomes)
        .extracting(FetchOutcome::message)
        .containsExactly("converted from Parquet; the source tells no MD5");
    assertThat(home.resolve("data/61/dataset.arff")).hasContent(SmallParquet.TEXT);
  }

  @Test
  void theUrlItselfMayBeOfAParquetFile() throws Exception {
    server.on(
        "/api/v1/json/data/61",
        ok(FakeOpenMl.description(61, null, server.url() + "here.parquet")));
    server.on("/here.parquet", file(SmallParquet.bytes()));

    assertThat(fetch(61).state()).isEqualTo(State.FETCHED);
  }

  @Test
  void arffIsPreferred() throws Exception {
    server.dataset(61, md5(SmallArff.TEXT), ok(SmallArff.TEXT));
    server.on(FILE, file(SmallParquet.bytes()));

    assertThat(fetch(61).message()).isEmpty();
    assertThat(manifest(61).get("format").asText()).isEqualTo("arff");
    assertThat(server.asked(FILE) + server.asked(FEATURES_PATH)).isZero();
  }

  @Test
  void withoutFeaturesTheFileIsNotEvenAskedFor() throws Exception {
    server.on(FILE, file(SmallParquet.bytes()));
    server.on(
        FEATURES_PATH,
        status(412, "", "{\"error\":{\"code\":\"274\",\"message\":\"No features found\"}}"));

    assertFails(FEATURES_PATH, "HTTP 412, No features found (code 274)", "order of nominal values");
    assertThat(server.asked(FILE)).isZero();
  }

  @Test
  void featuresThatBreakOffOnceAreAskedForAgain() throws Exception {
    server.on(FILE, file(SmallParquet.bytes()));
    server.on(FEATURES_PATH, status(503, "", ""), ok(FEATURES));

    assertThat(fetch(61).state()).isEqualTo(State.FETCHED);
  }

  @Test
  void featuresOfOtherColumnsOrValuesAreRefused() throws Exception {
    server.on(FILE, file(SmallParquet.bytes()));
    server.on(FEATURES_PATH, ok(FEATURES.replace("\"kind\"", "\"sort\"")));

    assertFails(FILE, "no column 'sort'");

    server.on(FEATURES_PATH, ok(FEATURES.replace("[\"b\",\"a\"]", "[\"b\",\"c\"]")));

    assertFails(FILE, "row 1: column 'class' has the value 'a', which the features do not have");

    server.on(FEATURES_PATH, ok(FEATURES.replace("[\"b\",\"a\"]", "[\"b\",\"a\",\"b\"]")));

    assertFails(FILE, "does not tell 'b' from 'b'");

    server.on(FEATURES_PATH, ok(FEATURES.replace("[\"b\",\"a\"]", "[]")));

    assertFails(FILE, "row 1: column 'class' has the value 'a', which the features do not have");

    server.on(FEATURES_PATH, ok(FEATURES.replace("\"y\"", "\"x\"")));

    assertFails(FILE, "a second attribute 'x'");

    server.on(FEATURES_PATH, ok(FEATURES.replace("\"index\":\"3\"", "\"index\":\"4\"")));

    assertFails(FEATURES_PATH, "4 features, but the last has the index 4");
  }

  @Test
  void theCatalogStillDecides() throws Exception {
    server.on(
        FILE, file(SmallParquet.bytes(SmallParquet.SCHEMA, new Object[] {1L, 2.0, "p", "a"})));

    assertFails("1 rows; at least 10 are needed");
  }

  @Test
  void aFileThatBreaksOffOnceIsFetchedAgain() throws Exception {
    byte[] bytes = SmallParquet.bytes();
    server.on(
        FILE,
        out -> {
          head(out, 200, "Content-Length: " + bytes.length + "\r\n");
          out.write(bytes, 0, bytes.length / 2);
        },
        file(bytes));

    assertThat(fetch(61).state()).isEqualTo(State.FETCHED);
    assertThat(server.asked(FILE)).isEqualTo(2);
  }

  @Test
  void somethingElseInsteadOfParquetIsRefused() throws Exception {
    server.on(FILE, ok("<html>Log in</html>"));
    assertFails("cannot be read as Parquet: ");

    server.on(FILE, ok(SmallArff.TEXT));
    assertFails("cannot be read as Parquet: ");

    server.on(FILE, ok(""));
    assertFails("cannot be read as Parquet: ");
  }

  @Test
  void aLargeFileIsRefused() throws Exception {
    server.on(FILE, endless("PAR1"));

    assertFails("at most 100000 are allowed", "--size-limit");
  }

  @Test
  void aFileThatIsLargeAsTextIsRefused() throws Exception {
    Object[][] rows = new Object[20_000][];
    Arrays.fill(rows, SmallParquet.rows()[0]);
    byte[] bytes = SmallParquet.bytes(SmallParquet.SCHEMA, rows);
    assertThat(bytes).hasSizeLessThan(LARGEST);
    server.on(FILE, file(bytes));

    assertFails(FILE + " as ARFF", "at most 100000 are allowed", "--size-limit");
  }

  @Test
  void pagesThatAreLargeOnceDecompressedAreRefused() throws Exception {
    byte[] bytes =
        SmallParquet.bytes(SmallParquet.SCHEMA, new Object[] {1L, 2.0, "p", "a".repeat(1_000_000)});
    assertThat(bytes).hasSizeLessThan(LARGEST);
    server.on(FILE, file(bytes));

    assertFails("cannot be read as Parquet: its pages have more than 400000 bytes");
  }

  @Test
  void nestedAndRepeatedColumnsAreRefused() throws Exception {
    server.on(FILE, file(SmallParquet.bytes("message m { repeated int32 x; }")));
    assertFails("column 'x' is nested or repeated");

    server.on(
        FILE, file(SmallParquet.bytes("message m { optional group x { optional int32 y; } }")));
    assertFails("column 'x' is nested or repeated");
  }

  @Test
  void manyColumnsAreRefused() throws Exception {
    StringBuilder schema = new StringBuilder("message m {");
    for (int i = 0; i < 2000; i++) {
      schema.append("optional boolean c").append(i).append(';');
    }
    server.on(FILE, file(SmallParquet.bytes(schema + "}")));

    assertFails("2000 columns, but OpenML's features are 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PAR1", "PAR1PAR1", "PAR1 and so on, without an end", "PAR1\0\0\0\0PAR1"})
  void whatOnlyBeginsLikeParquetIsRefused(String text) throws Exception {
    server.on(FILE, ok(text));

    assertFails("cannot be read as Parquet: ");
  }

  @Test
  void aFooterThatIsLongerThanTheFileIsRefused() throws Exception {
    byte[] bytes = SmallParquet.bytes();
    Arrays.fill(bytes, bytes.length - 8, bytes.length - 4, (byte) 0xff);
    server.on(FILE, file(bytes));

    assertFails("cannot be read as Parquet: ");
  }

  @Test
  void sizesThatTheFooterOnlyClaimsAreRefused() throws Exception {
    assertFooterFails(
        footer -> column(footer).setTotal_compressed_size(1L << 60),
        "a column of 1152921504606846976 bytes in a file of ");
    assertFooterFails(
        footer -> column(footer).setTotal_compressed_size(-1), "a column of -1 bytes");
    assertFooterFails(
        footer -> column(footer).setData_page_offset(Long.MAX_VALUE).unsetDictionary_page_offset(),
        "");
    assertFooterFails(footer -> footer.getSchema().get(0).setNum_children(Integer.MAX_VALUE), "");
    assertFooterFails(footer -> footer.getSchema().remove(4), "");
    assertFooterFails(footer -> footer.getRow_groups().get(0).getColumns().remove(3), "");
    assertFooterFails(footer -> footer.getSchema().clear(), "");
  }

  @Test
  void moreRowsThanThereAreValuesEnd() throws Exception {
    server.on(
        FILE,
        file(
            SmallParquet.withFooter(
                SmallParquet.bytes(),
                footer -> footer.getRow_groups().get(0).setNum_rows(Long.MAX_VALUE))));

    assertFails(FILE);
  }

  @Test
  void aSchemaThatIsVeryDeepIsRefused() throws Exception {
    assertFooterFails(
        footer -> {
          footer.getSchema().get(0).setNum_children(1);
          footer.getSchema().subList(1, 5).clear();
          for (int depth = 0; depth < 10_000; depth++) {
            footer.addToSchema(new SchemaElement("d").setNum_children(1));
          }
        },
        "");
  }

  private static ColumnMetaData column(FileMetaData footer) {
    return footer.getRow_groups().get(0).getColumns().get(0).getMeta_data();
  }

  private void assertFooterFails(Consumer<FileMetaData> change, String reason) throws Exception {
    server.on(FILE, file(SmallParquet.withFooter(SmallParquet.bytes(), change)));

    assertFails("cannot be read as Parquet: ", reason);
  }

  @Test
  void aListThatTheFooterOnlyClaimsIsRefused() throws Exception {
    // Field 2, a list of 2^31 - 1 structures, none of which follows.
    byte[] footer = {0x15, 2, 0x19, (byte) 0xfc, -1, -1, -1, -1, 7, 0};
    server.on(FILE, file(SmallParquet.withFooter(new byte[] {'P', 'A', 'R', '1', 0, 0}, footer)));

    assertFails("cannot be read as Parquet: ");
  }

  @Test
  void aFileThatIsCutShortAnywhereIsRefused() throws Exception {
    byte[] bytes = SmallParquet.bytes();
    for (int length = 4; length < bytes.length; length += 97) {
      server.on(FILE, file(Arrays.copyOf(bytes, length)));

      assertFails("cannot be read as Parquet: ");
    }
  }
}
