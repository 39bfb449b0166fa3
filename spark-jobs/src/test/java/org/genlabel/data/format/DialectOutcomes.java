package org.genlabel.data.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genlabel.data.InvalidDataException;
import org.genlabel.fuzz.DialectFile;
import org.genlabel.fuzz.Flaw;

/** Counts how files in dialects were read. */
final class DialectOutcomes {
  private static final int SHOWN_FAILURES = 5;

  int discarded;
  int clear;
  int refusedClear;
  int doubtful;
  int refusedDoubtful;
  int told;
  int refusedTold;
  int flawed;
  int failures;
  private final List<String> shown = new ArrayList<>();
  private final Map<String, Integer> failureReasons = new TreeMap<>();
  private final Map<String, Integer> reasons = new TreeMap<>();
  private final Map<String, String> examples = new TreeMap<>();

  /** Counts a file that is read as what it is. */
  void equal(DialectFile file) {
    if (file.judgement().flaw() != Flaw.NONE) {
      fail(file, "accepted in spite of its flaw " + file.judgement().flaw());
    } else if (file.judgement().isClear()) {
      clear++;
    } else {
      doubtful++;
    }
  }

  /** Counts a file that is refused, rightly if it is not clear. */
  void refused(DialectFile file, InvalidDataException refusal) {
    String message = refusal.getMessage();
    if (file.judgement().isClear()) {
      clear++;
      refusedClear++;
      reasons.merge(kind(message), 1, Integer::sum);
      examples.putIfAbsent(kind(message), message + "\n" + file);
    } else if (file.judgement().flaw() == Flaw.NONE) {
      doubtful++;
      refusedDoubtful++;
    } else {
      flawed++;
    }
  }

  /** Counts a file with which something is wrong, and keeps the first of each kind. */
  void fail(DialectFile file, String failure) {
    failures++;
    if (failureReasons.merge(kind(failure), 1, Integer::sum) == 1
        && shown.size() < SHOWN_FAILURES) {
      shown.add(failure + "\n" + file);
    }
  }

  /** Counts a file that is refused although the user said how to read it. */
  void refusedTold(DialectFile file, InvalidDataException refusal) {
    refusedTold++;
    fail(file, "refused when told: " + refusal.getMessage());
  }

  /** Returns the message without what differs from file to file. */
  private static String kind(String message) {
    return message
        .replaceAll("(?s)'[^']*'", "'...'")
        .replaceAll("(?s)\\[.*]", "[...]")
        .replaceAll("(?s), column .*|instead of .*", "")
        .replaceAll("[-0-9.E]*[0-9]", "0");
  }

  /** Returns the failures by kind, the most frequent first, and some of the files. */
  String failures() {
    return listed(failureReasons) + "\n" + String.join("\n\n", shown);
  }

  /** Returns one of the clear files that were refused for each reason. */
  String refusals() {
    return String.join("\n\n", examples.values());
  }

  private static String listed(Map<String, Integer> counts) {
    StringBuilder text = new StringBuilder();
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(count -> text.append(String.format("%n%8d %s", count.getValue(), count.getKey())));
    return text.toString();
  }

  @Override
  public String toString() {
    return String.format(
        "%d clear files, of which %d refused; %d doubtful files, of which %d refused and %d of %d"
            + " still after the user said how to read them; %d flawed files, all refused; %d"
            + " failures; %d more files discarded because the rules define another reading.%nClear"
            + " files were refused because:%s",
        clear,
        refusedClear,
        doubtful,
        refusedDoubtful,
        refusedTold,
        told,
        flawed,
        failures,
        discarded,
        listed(reasons));
  }
}
