package org.genlabel.experiment;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genlabel.data.Dataset;
import org.genlabel.data.LabeledRows;
import org.genlabel.data.PreparedSplit;
import org.genlabel.data.Split;
import org.genlabel.density.Bandwidth;
import org.genlabel.density.DensityClassifier;
import org.genlabel.density.DensityKind;

/**
 * A dataset as all cells on it see it.
 *
 * @param data split and standardised
 * @param densityFits by kind of density, the share of training rows that the class densities
 *     classify right, without priors; empty beyond {@value #MOST_FEATURES_MEASURED} features
 */
public record PreparedDataset(PreparedSplit data, Map<DensityKind, Double> densityFits) {
  // Above this train accuracy a density counts as fitting the dataset (paper Sec. 6 and App. A.6).
  // Only for the choice of datasets, when there are no cells yet: of a run, the view fit_datasets
  // tells, and a test keeps the two the same.
  private static final double FIT = 0.95;

  /**
   * The most features for which it is measured how well densities fit: the covariance of a class
   * alone takes their square.
   */
  public static final int MOST_FEATURES_MEASURED = 1000;

  // Kernel densities cost rows x rows. All rows of every dataset of the paper; of larger ones, rows
  // evenly spaced.
  private static final int MOST_ROWS_ASKED = 5000;

  public PreparedDataset {
    Map<DensityKind, Double> copy = new EnumMap<>(DensityKind.class);
    copy.putAll(densityFits);
    densityFits = Collections.unmodifiableMap(copy);
  }

  /** Prepares a dataset as a protocol says, with kernel densities by Scott's rule. */
  public static PreparedDataset of(Dataset dataset, Protocol protocol, long seed) {
    return of(dataset, protocol, seed, Bandwidth.SCOTT);
  }

  /**
   * Prepares a dataset as a protocol says.
   *
   * @param bandwidth of the kernel densities
   */
  public static PreparedDataset of(
      Dataset dataset, Protocol protocol, long seed, Bandwidth bandwidth) {
    Split split = Split.of(dataset, protocol.split(), seed);
    PreparedSplit data = PreparedSplit.of(dataset, split, protocol.scaling());
    return new PreparedDataset(data, densityFits(data, bandwidth));
  }

  private static Map<DensityKind, Double> densityFits(PreparedSplit data, Bandwidth bandwidth) {
    Map<DensityKind, Double> fits = new EnumMap<>(DensityKind.class);
    if (data.features() <= MOST_FEATURES_MEASURED) {
      Stream.of(DensityKind.values())
          .filter(DensityKind::measuresFit)
          .forEach(kind -> fits.put(kind, trainAccuracy(data.train(), kind, bandwidth)));
    }
    return fits;
  }

  private static double trainAccuracy(LabeledRows train, DensityKind kind, Bandwidth bandwidth) {
    int asked = Math.min(train.count(), MOST_ROWS_ASKED);
    int[] sample =
        IntStream.range(0, asked).map(i -> (int) ((long) i * train.count() / asked)).toArray();
    return Accuracy.of(
        DensityClassifier.withoutPriors(kind.fit(train, bandwidth)), train.subset(sample));
  }

  /** Whether a density fits this dataset: the paper's filter for Fig. 6 and Table 3. */
  public boolean isFit() {
    return densityFits.values().stream().anyMatch(accuracy -> accuracy > FIT);
  }

  /** What the results of its cells tell of it. */
  public DatasetFacts facts() {
    return new DatasetFacts(
        data.train().count(), data.test().count(), data.features(), data.classes(), densityFits);
  }
}
