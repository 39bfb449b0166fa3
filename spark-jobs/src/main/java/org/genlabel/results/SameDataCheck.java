package org.genlabel.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.genlabel.data.Dataset;
import org.genlabel.data.PrintableText;
import org.genlabel.data.format.FileReading;
import org.genlabel.experiment.config.InvalidConfigException;
import org.genlabel.experiment.plan.DatasetSelection;

/**
 * Checks that a run goes on with the data it began with: with the same files, read as the same
 * numbers. Another version of the program, or other keys, may read the same file otherwise.
 */
final class SameDataCheck {
  private SameDataCheck() {}

  /**
   * Compares datasets with those of an earlier attempt; datasets that it did not have may be
   * anything.
   *
   * @param before the earlier attempt's manifest
   * @param folder the run's folder, for the message
   * @throws InvalidConfigException if a file has changed, or is read otherwise
   */
  static void requireSame(Manifest before, DatasetSelection selection, String folder) {
    Map<String, Manifest.DatasetFacts> facts = new HashMap<>();
    before.datasets().forEach(known -> facts.put(known.key(), known));
    for (Dataset dataset : selection.datasets()) {
      Manifest.DatasetFacts known = facts.get(dataset.key());
      if (known != null) {
        requireSame(known, dataset, selection, folder);
      }
    }
  }

  private static void requireSame(
      Manifest.DatasetFacts before, Dataset dataset, DatasetSelection selection, String folder) {
    if (!before.sha256().equals(dataset.checksum())) {
      throw refused(folder, dataset, " has changed since");
    }
    FileReading now = selection.readings().get(dataset.key());
    List<String> differences =
        before.reading() == null || now == null
            ? differencesOfShape(before, dataset)
            : now.differences(before.reading());
    if (!differences.isEmpty()) {
      throw refused(
          folder,
          dataset,
          " is the same, but is read otherwise now (" + String.join("; ", differences) + ")");
    }
  }

  /** Compares what manifests have recorded of every dataset since the first version. */
  private static List<String> differencesOfShape(Manifest.DatasetFacts before, Dataset dataset) {
    List<String> differences = new ArrayList<>();
    compare(differences, "rows", before.rows(), dataset.rows());
    compare(differences, "features", before.features(), dataset.features().size());
    compare(differences, "classes", before.classes(), dataset.classCount());
    return differences;
  }

  private static void compare(List<String> differences, String what, int then, int now) {
    if (then != now) {
      differences.add(what + ": " + then + " before, " + now + " now");
    }
  }

  private static InvalidConfigException refused(String folder, Dataset dataset, String what) {
    return new InvalidConfigException(
        PrintableText.line(
            folder
                + ": holds a run on other data: the file of dataset "
                + dataset.key()
                + what
                + "; choose another folder with --out, or move this one aside with --fresh"));
  }
}
