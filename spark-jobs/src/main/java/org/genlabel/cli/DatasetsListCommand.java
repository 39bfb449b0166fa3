package org.genlabel.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.data.catalog.ReadDataset;
import org.genlabel.data.synthetic.SyntheticDataset;
import org.genlabel.report.page.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code genlabel datasets list}: lists the catalog, other datasets that were found, and synthetic
 * data.
 */
@Command(
    name = "list",
    description =
        "Lists the datasets of the catalog, those found besides, and synthetic ones, and where they"
            + " are.")
final class DatasetsListCommand implements Callable<Integer> {
  @Mixin private DataOptions data;

  @Override
  public Integer call() {
    DatasetCatalog catalog = new DatasetCatalog();
    DatasetStore store = data.store(data.readConfig(), catalog, new Configuration());
    List<DatasetStore.Located> found = store.list();
    TextTable table =
        new TextTable("id", "name", "rows", "numeric", "features", "classes", "sets", "found at");
    Set<Integer> catalogued = new HashSet<>();
    int present = 0;
    for (DatasetCatalog.Entry entry : catalog.entries()) {
      catalogued.add(entry.id());
      Optional<DatasetStore.Located> located =
          found.stream()
              .filter(candidate -> candidate.id().equals(Optional.of(entry.id())))
              .findFirst();
      present += located.isPresent() ? 1 : 0;
      table.add(
          Integer.toString(entry.id()),
          entry.name(),
          Integer.toString(entry.rows()),
          Integer.toString(entry.numericFeatures()),
          Integer.toString(entry.features()),
          Integer.toString(entry.classes()),
          String.join(" ", new TreeSet<>(entry.sets())),
          located.map(DatasetStore.Located::uri).orElse("-"));
    }
    int others = 0;
    List<String> refused = new ArrayList<>();
    for (DatasetStore.Located located : found) {
      if (located.id().isEmpty() || !catalogued.contains(located.id().get())) {
        others++;
        addOwn(table, store, located, refused);
      }
    }
    addSynthetic(table, found);
    System.out.print(table.render());
    refused.forEach(System.out::println);
    for (DatasetStore.Unusable file : store.unusable()) {
      System.out.println(file.uri() + ": not found as a dataset: " + file.reason());
    }
    System.out.printf(
        Locale.ROOT,
        "%d of the %d datasets of the catalog found, and %d of your own%n",
        present,
        catalogued.size(),
        others);
    return ExitCode.DONE;
  }

  /** Adds a file that is not the catalog's, with what it has; or with a reason if it is refused. */
  private static void addOwn(
      TextTable table, DatasetStore store, DatasetStore.Located located, List<String> refused) {
    Optional<Dataset> dataset =
        store
            .readOrExplain(located, FeatureHandling.ONE_HOT, refused::add)
            .map(ReadDataset::dataset);
    table.add(
        located.id().map(id -> Integer.toString(id)).orElse("-"),
        located.name(),
        shown(dataset.map(Dataset::rows)),
        shown(
            dataset.map(
                known ->
                    (int)
                        known.features().stream().filter(feature -> !feature.isNominal()).count())),
        shown(dataset.map(known -> known.features().size())),
        shown(dataset.map(Dataset::classCount)),
        "",
        located.uri());
  }

  private static String shown(Optional<Integer> count) {
    return count.map(known -> Integer.toString(known)).orElse("-");
  }

  /** Adds the synthetic datasets whose names no file has. */
  private static void addSynthetic(TextTable table, List<DatasetStore.Located> found) {
    Set<String> namesOfFiles =
        found.stream()
            .filter(located -> located.id().isEmpty())
            .map(DatasetStore.Located::name)
            .collect(Collectors.toSet());
    for (SyntheticDataset dataset : SyntheticDataset.values()) {
      if (!namesOfFiles.contains(dataset.key())) {
        table.add(
            "-",
            dataset.key(),
            Integer.toString(dataset.rows()),
            Integer.toString(dataset.features()),
            Integer.toString(dataset.features()),
            Integer.toString(dataset.classes()),
            "synthetic",
            "drawn when needed");
      }
    }
  }
}
