package org.genlabel.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genlabel.cli.progress.FetchDisplay;
import org.genlabel.data.PrintableText;
import org.genlabel.data.openml.FetchOutcome;
import org.genlabel.data.openml.FetchOutcome.State;

/** The outcomes of a fetch. Datasets with the same message share a line. */
final class FetchReport {
  private static final int MOST_IDS_OF_NOTES = 10;

  private final List<FetchOutcome> outcomes;
  private final String folder;

  /**
   * Creates a report.
   *
   * @param folder the folder of the datasets, as the user knows it
   */
  FetchReport(List<FetchOutcome> outcomes, String folder) {
    this.outcomes = List.copyOf(outcomes);
    this.folder = folder;
  }

  /** Returns one line: how many datasets, and where they are. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%s: %d fetched (%s), %d there before, %d failed; in %s",
        PrintableText.counted(outcomes.size(), "dataset"),
        count(State.FETCHED),
        FetchDisplay.size(outcomes.stream().mapToLong(FetchOutcome::bytes).sum()),
        count(State.PRESENT),
        count(State.FAILED),
        folder);
  }

  /** Returns the notes on datasets that are there. */
  List<String> notes() {
    return lines(
        outcomes.stream().filter(outcome -> outcome.state() != State.FAILED), MOST_IDS_OF_NOTES);
  }

  /** Returns why the others are missing, and what to do. */
  List<String> failures() {
    return lines(
        outcomes.stream().filter(outcome -> outcome.state() == State.FAILED), Integer.MAX_VALUE);
  }

  /** Returns the number of datasets in a state. */
  long count(State state) {
    return outcomes.stream().filter(outcome -> outcome.state() == state).count();
  }

  private static List<String> lines(Stream<FetchOutcome> outcomes, int mostIds) {
    Map<String, List<FetchOutcome>> byMessage =
        outcomes
            .filter(outcome -> !outcome.message().isEmpty())
            .collect(
                Collectors.groupingBy(
                    FetchOutcome::message, LinkedHashMap::new, Collectors.toList()));
    return byMessage.entrySet().stream()
        .map(entry -> labels(entry.getValue(), mostIds) + ": " + entry.getKey())
        .toList();
  }

  private static String labels(List<FetchOutcome> outcomes, int mostIds) {
    if (outcomes.size() == 1) {
      return FetchDisplay.label(outcomes.get(0));
    }
    String ids =
        outcomes.stream()
            .map(outcome -> Integer.toString(outcome.id()))
            .collect(Collectors.joining(" "));
    return outcomes.size() + " datasets" + (outcomes.size() > mostIds ? "" : " (" + ids + ")");
  }
}
