package org.genlabel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.catalog.CatalogCheck;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetOrigin;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.experiment.config.ExperimentConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code genlabel datasets check}: reads every dataset found and compares it with the catalog. */
@Command(
    name = "check",
    description =
        "Reads every dataset that is found, compares it with the catalog, and says how your own"
            + " files are understood; exit code 2 if one is not as it should be.")
final class DatasetsCheckCommand implements Callable<Integer> {
  @Mixin private DataOptions data;

  @Override
  public Integer call() {
    ExperimentConfig config = data.readConfig();
    DatasetCatalog catalog = new DatasetCatalog();
    DatasetStore store = data.store(config, catalog, new Configuration());
    int checked = 0;
    int own = 0;
    int faulty = 0;
    for (DatasetStore.Located located : store.list()) {
      boolean isOwn = store.origin(located) == DatasetOrigin.OWN;
      List<String> faults = new ArrayList<>();
      store
          .readOrExplain(located, FeatureHandling.ONE_HOT, faults::add)
          .ifPresent(
              read -> {
                read.reading()
                    .map(reading -> reading.handling(config.protocol().features()).line())
                    .ifPresent(System.out::println);
                located
                    .id()
                    .flatMap(catalog::byId)
                    .map(known -> CatalogCheck.faults(located.uri(), read.dataset(), known))
                    .ifPresent(faults::addAll);
              });
      faults.forEach(System.out::println);
      checked++;
      own += isOwn ? 1 : 0;
      faulty += faults.isEmpty() ? 0 : 1;
    }
    System.out.printf(
        Locale.ROOT,
        "%d datasets checked%s, %d with faults%n",
        checked,
        own == 0 ? "" : ", " + own + " of them your own",
        faulty);
    return faulty == 0 ? ExitCode.DONE : ExitCode.INVALID_INPUT;
  }
}
