package org.genlabel.spark;

import java.util.Comparator;
import org.apache.spark.sql.Row;

/**
 * The dataset of a row of a view.
 *
 * @param id the OpenML id; null for a dataset without one
 */
public record DatasetKey(Integer id, String name) {
  /** Orders by id, datasets without one first, then by name. */
  public static final Comparator<DatasetKey> BY_ID =
      Comparator.comparing(DatasetKey::id, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(DatasetKey::name);

  /** Returns the dataset of a row with the columns dataset_id and dataset. */
  public static DatasetKey of(Row row) {
    return new DatasetKey(row.getAs("dataset_id"), row.getAs("dataset"));
  }

  /** Returns the name, followed by the id if there is one. */
  public String words() {
    return id == null ? name : name + " (" + id + ")";
  }
}
