package org.genlabel.data.openml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.Table;
import org.genlabel.data.catalog.CatalogCheck;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.format.ArffReader;

/** Parses fetched ARFF text and compares it with the catalog. */
final class DatasetCheck {
  private final DatasetCatalog catalog;

  DatasetCheck(DatasetCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Checks a dataset. Parsing a file takes several times its size in memory, hence one at a time.
   *
   * @param source the file's location, for error messages
   * @throws InvalidDataException if it is not well-formed
   * @throws FetchException if it is not the dataset listed in the catalog
   */
  synchronized void check(int id, byte[] arff, String sha256, String source) throws IOException {
    Table table = ArffReader.read(new ByteArrayInputStream(arff), source);
    Optional<DatasetCatalog.Entry> entry = catalog.byId(id);
    if (entry.isPresent()) {
      List<String> faults =
          CatalogCheck.faults(source, dataset(table, entry.get(), sha256), entry.get());
      if (!faults.isEmpty()) {
        throw FetchException.lasting(String.join("; ", faults), FetchException.ELSEWHERE);
      }
    }
  }

  private static Dataset dataset(Table table, DatasetCatalog.Entry entry, String sha256) {
    return Dataset.of(
        table,
        Optional.of(entry.id()),
        entry.name(),
        Optional.of(entry.target()),
        entry.ignored(),
        FeatureHandling.ONE_HOT,
        sha256);
  }
}
