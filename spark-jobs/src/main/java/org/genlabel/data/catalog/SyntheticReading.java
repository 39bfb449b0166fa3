package org.genlabel.data.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.genlabel.data.Attribute;
import org.genlabel.data.Dataset;
import org.genlabel.data.Table;
import org.genlabel.data.format.DeclaredTable;
import org.genlabel.data.format.FileReading;
import org.genlabel.data.format.MatrixChecksum;
import org.genlabel.data.format.ReadingSettings;

/** Describes generated points as if they were read from a file, for commands that show datasets. */
final class SyntheticReading {
  private static final String CLASS = "class";

  private SyntheticReading() {}

  /** Returns the description of a dataset whose features are all numbers. */
  static FileReading of(String uri, Dataset dataset) {
    int features = dataset.features().size();
    List<Attribute> attributes = new ArrayList<>();
    dataset
        .features()
        .forEach(
            feature ->
                attributes.add(new Attribute(feature.name(), Attribute.Kind.NUMERIC, List.of())));
    attributes.add(new Attribute(CLASS, Attribute.Kind.NOMINAL, dataset.classes()));
    double[][] values = new double[dataset.rows()][];
    for (int row = 0; row < values.length; row++) {
      values[row] = Arrays.copyOf(dataset.values()[row], features + 1);
      values[row][features] = dataset.labels()[row];
    }
    Table table = new Table(uri, "", attributes, values, new int[values.length]);
    return DeclaredTable.of(table, null, ReadingSettings.AUTOMATIC)
        .reading()
        .of(MatrixChecksum.of(dataset), dataset.rowsOfClasses());
  }
}
