package org.genlabel.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.Dataset;
import org.genlabel.data.DatasetCatalog;
import org.genlabel.data.DatasetStore;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code genlabel datasets check}: reads every dataset found and holds it against the catalog. */
@Command(
    name = "check",
    description =
        "Reads every dataset that is found and compares it with the catalog; exit code 2 if one is not as it should be.")
final class DatasetsCheckCommand implements Callable<Integer> {
  @Mixin private DataOptions data;

  @Override
  public Integer call() {
    DatasetCatalog catalog = new DatasetCatalog();
    DatasetStore store = data.store(data.readConfig(), catalog, new Configuration());
    int checked = 0;
    int faulty = 0;
    for (DatasetStore.Located located : store.list()) {
      List<String> faults = faults(store, located, located.id().flatMap(catalog::byId));
      faults.forEach(System.out::println);
      checked++;
      faulty += faults.isEmpty() ? 0 : 1;
    }
    System.out.printf(Locale.ROOT, "%d datasets checked, %d with faults%n", checked, faulty);
    return faulty == 0 ? ExitCode.DONE : ExitCode.INVALID_INPUT;
  }

  private static List<String> faults(
      DatasetStore store, DatasetStore.Located located, Optional<DatasetCatalog.Entry> entry) {
    Dataset dataset;
    try {
      dataset = store.load(located, FeatureHandling.ONE_HOT);
    } catch (InvalidDataException e) {
      return List.of(e.getMessage());
    } catch (IOException e) {
      return List.of(located.uri() + ": cannot be read: " + e.getMessage());
    }
    List<String> faults = new ArrayList<>();
    if (entry.isPresent()) {
      DatasetCatalog.Entry known = entry.get();
      long numeric = dataset.features().stream().filter(feature -> !feature.isNominal()).count();
      compare(faults, located, "rows", known.rows(), dataset.rows());
      compare(faults, located, "numeric features", known.numericFeatures(), numeric);
      compare(faults, located, "classes", known.classes(), dataset.classCount());
      compare(faults, located, "rows of the classes", known.classCounts(), classCounts(dataset));
    }
    return faults;
  }

  private static Map<String, Integer> classCounts(Dataset dataset) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int label : dataset.labels()) {
      counts.merge(dataset.classes().get(label), 1, Integer::sum);
    }
    return counts;
  }

  private static void compare(
      List<String> faults,
      DatasetStore.Located located,
      String what,
      Object expected,
      Object actual) {
    if (!expected.toString().equals(actual.toString()) && !expected.equals(actual)) {
      faults.add(
          located.uri()
              + ": "
              + what
              + ": the catalog says "
              + expected
              + ", the file has "
              + actual);
    }
  }
}
