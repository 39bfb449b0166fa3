package org.genlabel.data.catalog;

import java.util.ArrayList;
import java.util.List;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;

/** Compares a dataset with its entry in the catalog. */
public final class CatalogCheck {
  private final String source;
  private final List<String> faults = new ArrayList<>();

  private CatalogCheck(String source) {
    this.source = source;
  }

  /**
   * Returns the differences from the catalog, one line each; empty if there are none.
   *
   * @param source the file, as the user knows it
   * @param dataset read with {@link FeatureHandling#ONE_HOT}, which keeps every feature
   */
  public static List<String> faults(String source, Dataset dataset, DatasetCatalog.Entry entry) {
    CatalogCheck check = new CatalogCheck(source);
    int numeric = (int) dataset.features().stream().filter(feature -> !feature.isNominal()).count();
    check.compare("rows", entry.rows(), dataset.rows());
    check.compare("numeric features", entry.numericFeatures(), numeric);
    check.compare("features", entry.features(), dataset.features().size());
    check.compare("classes", entry.classes(), dataset.classCount());
    check.compare("rows of the classes", entry.classCounts(), dataset.rowsOfClasses());
    return List.copyOf(check.faults);
  }

  private void compare(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      faults.add(
          source + ": " + what + ": the catalog says " + expected + ", the file has " + actual);
    }
  }
}
