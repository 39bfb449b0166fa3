package org.genlabel.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.catalog.CatalogCheck;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code genlabel datasets check}: reads every dataset found and compares it with the catalog. */
@Command(
    name = "check",
    description =
        "Reads every dataset that is found and compares it with the catalog; exit code 2 if one is"
            + " not as it should be.")
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
    try {
      Dataset dataset = store.load(located, FeatureHandling.ONE_HOT);
      return entry
          .map(known -> CatalogCheck.faults(located.uri(), dataset, known))
          .orElse(List.of());
    } catch (InvalidDataException e) {
      return List.of(e.getMessage());
    } catch (IOException e) {
      return List.of(located.uri() + ": cannot be read: " + e.getMessage());
    }
  }
}
