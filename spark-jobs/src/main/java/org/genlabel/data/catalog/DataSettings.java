package org.genlabel.data.catalog;

import java.util.Map;
import org.genlabel.data.format.ReadingSettings;

/**
 * What the user says about data files: for all that are not the catalog's, and for single datasets.
 *
 * @param common {@code data.class}, {@code data.separator} and so on
 * @param byName {@code data.files}: the settings of datasets by their names, each with the common
 *     ones where it has none of its own
 */
public record DataSettings(ReadingSettings common, Map<String, ReadingSettings> byName) {
  /** Everything is found out. */
  public static final DataSettings AUTOMATIC =
      new DataSettings(ReadingSettings.AUTOMATIC, Map.of());

  public DataSettings {
    byName = Map.copyOf(byName);
  }

  /** Returns the settings of a dataset that is not the catalog's. */
  public ReadingSettings of(String name) {
    return byName.getOrDefault(name, common);
  }
}
