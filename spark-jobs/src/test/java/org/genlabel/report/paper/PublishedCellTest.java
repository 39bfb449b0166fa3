package org.genlabel.report.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.train.Scheme;
import org.junit.jupiter.api.Test;

class PublishedCellTest {
  private static final List<PublishedCell> CELLS = PublishedCell.all();

  @Test
  void everyTableOfThePaperAboutSoftmaxRegressionIsThere() {
    assertThat(
            CELLS.stream()
                .collect(Collectors.groupingBy(PublishedCell::table, Collectors.counting())))
        .containsOnly(
            // 3 datasets x 2 schemes; 7 x 2; 5 baselines x 3 counts, twice; 7 x 6; 3 x 5; 4 x 4.
            Map.entry("1", 6L),
            Map.entry("2", 14L),
            Map.entry("3a", 15L),
            Map.entry("3b", 15L),
            Map.entry("4", 42L),
            Map.entry("8", 15L),
            Map.entry("9", 16L),
            Map.entry("sec3.2", 3L),
            Map.entry("fig6", 2L));
  }

  @Test
  void schemesAndDatasetsAreKnown() {
    DatasetCatalog catalog = new DatasetCatalog();
    assertThat(CELLS)
        .allSatisfy(
            cell -> {
              assertThat(Scheme.byKey(cell.scheme())).as(cell.toString()).isPresent();
              cell.datasetId()
                  .ifPresent(
                      id ->
                          assertThat(catalog.byId(id).orElseThrow().name())
                              .isEqualTo(cell.dataset()));
              assertThat(cell.datasetId().isPresent()).isEqualTo(cell.baseline().isEmpty());
              if (!cell.baseline().isEmpty()) {
                assertThat(Scheme.byKey(cell.baseline())).as(cell.toString()).isPresent();
              }
            });
  }

  @Test
  void printedDigitsAreKept() {
    PublishedCell cell =
        CELLS.stream()
            .filter(c -> c.table().equals("2") && c.printed().equals("88.00"))
            .findFirst()
            .orElseThrow();

    assertThat(cell.datasetId()).contains(1413);
    assertThat(cell.decimals()).isEqualTo(2);
    assertThat(cell.percent()).isEqualTo(88);
    assertThat(cell.isBound()).isFalse();
  }

  @Test
  void rowsOfSharesAddUpToAHundredWhereTheyAreNotSaidToBeShort() {
    for (String table : List.of("3a", "3b", "sec3.2")) {
      CELLS.stream()
          .filter(cell -> cell.table().equals(table) && cell.note().isEmpty())
          .collect(Collectors.groupingBy(PublishedCell::baseline))
          .forEach(
              (baseline, row) -> {
                // In hundredths of a percent: three roundings of half a printed digit.
                long sum = row.stream().mapToLong(cell -> Math.round(100 * cell.percent())).sum();
                assertThat(sum).as(table + " against " + baseline).isBetween(9985L, 10015L);
              });
    }
  }

  @Test
  void boundIsNoNumberToMeet() {
    assertThat(CELLS.stream().filter(PublishedCell::isBound))
        .hasSize(2)
        .allSatisfy(
            cell -> {
              assertThat(cell.percent()).isEqualTo(60);
              assertThat(cell.decimals()).isZero();
            });
  }

  @Test
  void noCellIsThereTwice() {
    assertThat(
            CELLS.stream()
                .map(
                    cell ->
                        Arrays.asList(
                            cell.table(),
                            cell.datasetId(),
                            cell.scheme(),
                            cell.baseline(),
                            cell.alpha(),
                            cell.metric())))
        .doesNotHaveDuplicates();
  }
}
