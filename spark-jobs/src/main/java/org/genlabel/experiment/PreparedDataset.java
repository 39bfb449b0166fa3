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
 * A dataset as all its cells use it.
 *
 * @param data split and standardised
 * @param densityFits by kind of density, the share of training rows that the class densities
 *     classify correctly, without priors; empty beyond {@value #MOST_FEATURES_MEASURED} features
 */
public record PreparedDataset(PreparedSplit data, Map<DensityKind, Double> densityFits) {
  // Above this train accuracy a density counts as fitting the dataset (paper Sec. 6 and App. A.6).
  // Only for the choice of datasets, when there are no cells yet: of a run, the view fit_datasets
  // tells, and a test keeps the two the same.
  private static final double FIT = 0.95;

  /**
   * The largest number of features for which the fit of densities is measured; every class has a
   * covariance matrix of features x features.
   */
  public static final int MOST_FEATURES_MEASURED = 1000;

  // Kernel densities cost rows x rows, so datasets larger than the paper's are sampled at evenly
  // spaced rows.
  private static final int MOST_ROWS_SAMPLED = 5000;

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
    int sampled = Math.min(train.count(), MOST_ROWS_SAMPLED);
    int[] sample =
        IntStream.range(0, sampled).map(i -> (int) ((long) i * train.count() / sampled)).toArray();
    return Accuracy.of(
        DensityClassifier.withoutPriors(kind.fit(train, bandwidth)), train.subset(sample));
  }

  /** Returns whether a density fits this dataset: the paper's filter for Fig. 6 and Table 3. */
  public boolean isFit() {
    return densityFits.values().stream().anyMatch(accuracy -> accuracy > FIT);
  }

  /** Returns the properties that the results of its cells record. */
  public DatasetFacts facts() {
    return new DatasetFacts(
        data.train().count(), data.test().count(), data.features(), data.classes(), densityFits);
  }
}
