package org.genlabel.experiment.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.genlabel.data.ComposedName;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetFormat;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.data.synthetic.SyntheticDataset;

/**
 * Names that a study can refer to, for the message about one that it cannot.
 *
 * @param names those that there are
 * @param unusable the files that have names, but cannot be used
 */
record KnownNames(NavigableSet<String> names, List<DatasetStore.Unusable> unusable) {
  private static final int MOST_EDITS = 3;
  private static final int LETTERS_PER_EDIT = 3;
  private static final int LONGEST = 200;

  static KnownNames of(DatasetCatalog catalog, DatasetStore store, List<String> sets) {
    NavigableSet<String> names = new TreeSet<>(sets);
    store.list().forEach(located -> names.add(located.name()));
    catalog.entries().forEach(entry -> names.add(entry.name()));
    Arrays.stream(SyntheticDataset.values()).forEach(dataset -> names.add(dataset.key()));
    return new KnownNames(names, store.unusable());
  }

  /**
   * Returns, in brackets, why the file of a name cannot be used, or which name may be meant; empty
   * if there is neither.
   */
  String suggestion(String reference) {
    String wrong = ComposedName.of(reference);
    Optional<String> why =
        unusable.stream()
            .filter(file -> isFileOf(ComposedName.of(file.name()), wrong))
            .map(file -> file.uri() + ": " + file.reason())
            .findFirst();
    return why.or(() -> nearest(wrong).map(name -> "did you mean '" + name + "'?"))
        .map(text -> " (" + text + ")")
        .orElse("");
  }

  /** Returns whether a file is called by a name, with or without a suffix. */
  private static boolean isFileOf(String file, String name) {
    return file.equals(name) || file.startsWith(name + ".");
  }

  /** Returns the name that differs by the suffix of a file, in case or in few of its letters. */
  private Optional<String> nearest(String wrong) {
    Optional<String> withoutSuffix =
        DatasetFormat.suffixes().stream()
            .filter(suffix -> wrong.toLowerCase(Locale.ROOT).endsWith(suffix))
            .map(suffix -> wrong.substring(0, wrong.length() - suffix.length()))
            .filter(names::contains)
            .findFirst();
    if (withoutSuffix.isPresent() || wrong.length() > LONGEST) {
      return withoutSuffix;
    }
    int least = Math.min(MOST_EDITS, wrong.length() / LETTERS_PER_EDIT) + 1;
    String nearest = null;
    for (String name : names) {
      int edits =
          LevenshteinDistance.getDefaultInstance()
              .apply(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (edits < least) {
        least = edits;
        nearest = name;
      }
    }
    return Optional.ofNullable(nearest);
  }
}
