package org.genlabel.data.catalog;

import java.util.List;
import java.util.Map;
import org.genlabel.data.format.ReadingSettings;

/**
 * What the user says about data files: for all that are not the catalog's, and for single datasets.
 *
 * @param common {@code data.class}, {@code data.separator} and so on
 * @param byName {@code data.files}: the settings of datasets by their {@linkplain
 *     DatasetName#normalized normalised} names or ids, each with the common ones where it has none
 *     of its own
 */
public record DataSettings(ReadingSettings common, Map<String, ReadingSettings> byName) {
  /** Everything is found out. */
  public static final DataSettings AUTOMATIC =
      new DataSettings(ReadingSettings.AUTOMATIC, Map.of());

  public DataSettings {
    byName = Map.copyOf(byName);
  }

  /**
   * Returns the columns that the settings of a single dataset, and only they, leave out.
   *
   * @param name a dataset that has settings of its own
   */
  List<String> ignoredOnlyIn(String name) {
    return byName.get(name).ignored().stream()
        .filter(column -> !common.ignored().contains(column))
        .toList();
  }
}
