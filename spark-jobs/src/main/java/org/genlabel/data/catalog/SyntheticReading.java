package org.genlabel.data.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.genlabel.data.Dataset;
import org.genlabel.data.format.ColumnReading;
import org.genlabel.data.format.FileReading;
import org.genlabel.data.format.MatrixChecksum;

/** Describes generated points as if they were read from a file, for commands that show datasets. */
final class SyntheticReading {
  private static final int EXAMPLES = 3;

  private SyntheticReading() {}

  /** Returns the description of a dataset whose features are all numbers, none missing. */
  static FileReading of(String uri, Dataset dataset) {
    List<ColumnReading> columns = new ArrayList<>();
    for (int feature = 0; feature < dataset.features().size(); feature++) {
      int column = feature;
      double[] distinct =
          Arrays.stream(dataset.values()).mapToDouble(row -> row[column]).distinct().toArray();
      columns.add(
          new ColumnReading(
              dataset.features().get(feature).name(),
              ColumnReading.Role.NUMERIC,
              ColumnReading.NUMBERS,
              0,
              distinct.length,
              Arrays.stream(distinct).limit(EXAMPLES).mapToObj(Double::toString).toList(),
              ""));
    }
    List<String> classes = dataset.classes();
    columns.add(
        new ColumnReading(
            "class",
            ColumnReading.Role.CLASS,
            "categories",
            0,
            classes.size(),
            IntStream.of(dataset.labels())
                .distinct()
                .limit(EXAMPLES)
                .mapToObj(classes::get)
                .toList(),
            ""));
    return new FileReading(
        uri,
        null,
        null,
        null,
        dataset.rows(),
        columns,
        dataset.rowsOfClasses(),
        List.of(),
        MatrixChecksum.of(dataset));
  }
}
