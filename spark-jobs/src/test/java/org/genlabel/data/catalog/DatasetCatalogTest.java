package org.genlabel.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genlabel.data.InvalidDataException;
import org.junit.jupiter.api.Test;

class DatasetCatalogTest {
  private static final String HEADER =
      "id,name,rows,features,numeric_features,classes,missing,target,class_counts,ignore,sets\n";

  private static final String WINE = "973,wine,178,13,13,2,0,binaryClass,N:107 P:71,,paper\n";

  @Test
  void readsEveryColumn() throws IOException {
    DatasetCatalog catalog =
        catalog(
            "41,glass,6,9,8,2,3,\"Type, kind\",build%20wind%3A100%25:2 caf%C3%A9+:4,"
                + "\"Id; row, number\",paper bundled\n");

    DatasetCatalog.Entry entry = catalog.byId(41).orElseThrow();
    assertThat(entry)
        .isEqualTo(
            new DatasetCatalog.Entry(
                41,
                "glass",
                6,
                9,
                8,
                2,
                3,
                "Type, kind",
                Map.of("build wind:100%", 2, "caf\u00e9+", 4),
                Set.of("Id", "row, number"),
                Set.of("paper", "bundled")));
    assertThat(entry.classCounts().keySet()).containsExactly("build wind:100%", "caf\u00e9+");
  }

  @Test
  void findsEntriesByIdByNameAndBySetInTheOrderOfTheirIds() throws IOException {
    DatasetCatalog catalog =
        catalog(
            WINE
                + "187,wine,178,13,13,3,0,class,1:59 2:71 3:48,,paper robustness\n"
                + "61,iris,150,4,4,3,0,class,a:50 b:50 c:50,,bundled\n");

    assertThat(ids(catalog.entries())).containsExactly(61, 187, 973);
    assertThat(ids(catalog.byName("wine"))).containsExactly(187, 973);
    assertThat(ids(catalog.inSet("paper"))).containsExactly(187, 973);
    assertThat(ids(catalog.inSet("bundled"))).containsExactly(61);
    assertThat(catalog.inSet("other")).isEmpty();
    assertThat(catalog.byName("beer")).isEmpty();
    assertThat(catalog.byId(1)).isEmpty();
  }

  @Test
  void callsEqualClassCountsBalanced() throws IOException {
    DatasetCatalog catalog = catalog(WINE + "61,iris,150,4,4,3,0,class,a:50 b:50 c:50,,paper\n");

    assertThat(catalog.byId(61).orElseThrow().balanced()).isTrue();
    assertThat(catalog.byId(973).orElseThrow().balanced()).isFalse();
  }

  @Test
  void readsAnEmptyFileAsACatalogWithoutEntries() throws IOException {
    ByteArrayInputStream nothing = new ByteArrayInputStream(new byte[0]);

    assertThat(new DatasetCatalog(nothing, "c.csv").entries()).isEmpty();
  }

  @Test
  void readsTheCatalogThatComesWithTheProgram() {
    DatasetCatalog catalog = new DatasetCatalog();

    assertThat(catalog.entries())
        .allSatisfy(entry -> assertThat(catalog.byName(entry.name())).contains(entry));
  }

  @Test
  void refusesAnotherHeader() {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(
            () ->
                new DatasetCatalog(
                    new ByteArrayInputStream("id,name\n".getBytes(StandardCharsets.UTF_8)),
                    "c.csv"))
        .withMessage("c.csv:1: the header must be " + HEADER.strip());
  }

  @Test
  void refusesMalformedRecords() {
    assertError(WINE.replace(",paper", ""), "c.csv:2: 10 cells; 11 are needed");
    assertError(WINE.replace("178", "-1"), "c.csv:2: '-1' in rows; a whole number is needed");
    assertError(WINE.replace("973", "x"), "c.csv:2: 'x' in id; a whole number is needed");
    assertError(WINE.replace("wine", ""), "c.csv:2: name is empty");
    assertError(WINE.replace("binaryClass", ""), "c.csv:2: target is empty");
    assertError(
        WINE.replace("P:71", "P"),
        "c.csv:2: 'P' in class_counts; label:count is needed, a colon in the label as %3A");
    assertError(
        WINE.replace("P:71", "P:7:1"),
        "c.csv:2: 'P:7:1' in class_counts; label:count is needed, a colon in the label as %3A");
    assertError(
        WINE.replace("P:71", "P:many"),
        "c.csv:2: 'many' in class_counts; a whole number is needed");
    assertError(
        WINE.replace("P:71", "%4:71"),
        "c.csv:2: '%4' in class_counts; % must be followed by two hexadecimal digits");
    assertError(WINE.replace("P:71", "N:71"), "c.csv:2: class 'N' is there twice");
    assertError(
        WINE.replace("paper", "papers"),
        "c.csv:2: unknown set 'papers'; allowed are paper, bundled, robustness");
  }

  @Test
  void refusesRecordsThatContradictThemselves() {
    assertError(WINE.replace("13,13,2", "13,14,2"), "c.csv:2: 14 numeric features of 13 features");
    assertError(WINE.replace("13,13,2", "13,13,3"), "c.csv:2: 3 classes, but 2 class_counts");
    assertError(WINE.replace("178", "177"), "c.csv:2: 177 rows, but class_counts add up to 178");
    assertError(WINE + WINE, "c.csv:3: id 973 is there twice; ids are unique");
  }

  private static List<Integer> ids(List<DatasetCatalog.Entry> entries) {
    return entries.stream().map(DatasetCatalog.Entry::id).toList();
  }

  private static void assertError(String records, String message) {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> catalog(records))
        .withMessage(message);
  }

  private static DatasetCatalog catalog(String records) throws IOException {
    return new DatasetCatalog(
        new ByteArrayInputStream((HEADER + records).getBytes(StandardCharsets.UTF_8)), "c.csv");
  }
}
