package org.genlabel.spark;

import java.util.Comparator;
import org.apache.spark.sql.Row;

/**
 * Which dataset a row of a view is about.
 *
 * @param id the number at OpenML; null for a dataset without one
 */
public record DatasetKey(Integer id, String name) {
  /** By id, those without one first, then by name. */
  public static final Comparator<DatasetKey> BY_ID =
      Comparator.comparing(DatasetKey::id, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(DatasetKey::name);

  /** The dataset of a row that has the columns dataset_id and dataset. */
  public static DatasetKey of(Row row) {
    return new DatasetKey(row.getAs("dataset_id"), row.getAs("dataset"));
  }

  /** The name, with the id where there is one. */
  public String words() {
    return id == null ? name : name + " (" + id + ")";
  }
}
