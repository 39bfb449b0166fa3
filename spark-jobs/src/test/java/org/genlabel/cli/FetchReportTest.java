package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.genlabel.data.openml.FetchOutcome;
import org.genlabel.data.openml.FetchOutcome.State;
import org.junit.jupiter.api.Test;

class FetchReportTest {
  @Test
  void reportsEachOutcomeInItsPlace() {
    FetchReport report =
        new FetchReport(
            List.of(
                new FetchOutcome(61, "iris", State.FETCHED, 1_400_000, ""),
                new FetchOutcome(187, "wine", State.FETCHED, 100_000, "replaced"),
                new FetchOutcome(48, "tae", State.PRESENT, 0, ""),
                new FetchOutcome(7, "", State.FAILED, 0, "gone; look elsewhere")),
            "folder");

    assertThat(report.summary())
        .isEqualTo("4 datasets: 2 fetched (1.5 MB), 1 there before, 1 failed; in folder");
    assertThat(report.notes()).containsExactly("187 wine: replaced");
    assertThat(report.failures()).containsExactly("7: gone; look elsewhere");
  }

  @Test
  void aCommonMessageIsOneLineThatNamesAllThatFailed() {
    FetchReport report =
        new FetchReport(
            IntStream.rangeClosed(1, 24)
                .mapToObj(
                    id ->
                        new FetchOutcome(
                            id, "x", id % 2 == 0 ? State.FETCHED : State.FAILED, 0, "the same"))
                .toList(),
            "folder");

    assertThat(report.notes()).containsExactly("12 datasets: the same");
    assertThat(report.failures())
        .containsExactly("12 datasets (1 3 5 7 9 11 13 15 17 19 21 23): the same");
  }
}
