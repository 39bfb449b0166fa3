package org.genlabel.experiment;

import java.util.stream.IntStream;
import org.genlabel.data.Dataset;
import org.genlabel.data.Split;
import org.genlabel.data.TrainTest;
import org.genlabel.density.Bandwidth;
import org.genlabel.density.ClassDensity;
import org.genlabel.density.DensityClassifier;
import org.genlabel.density.DensityKind;

/**
 * A dataset as all cells on it see it.
 *
 * @param data split and standardised
 * @param gmTrainAccuracy share of training rows that the Gaussian class densities classify right,
 *     without priors
 * @param kdeTrainAccuracy the same of the kernel densities
 */
public record PreparedDataset(TrainTest data, double gmTrainAccuracy, double kdeTrainAccuracy) {
  /**
   * Above this train accuracy a density counts as fitting the dataset (paper Sec. 6 and App. A.6).
   */
  public static final double FIT = 0.95;

  // Kernel densities cost rows x rows. All rows of every dataset of the paper; of larger ones, rows
  // evenly spaced.
  private static final int MOST_ROWS_ASKED = 5000;

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
    TrainTest data = TrainTest.of(dataset, split, protocol.scaling());
    return new PreparedDataset(
        data,
        trainAccuracy(data, DensityKind.GM, bandwidth),
        trainAccuracy(data, DensityKind.KDE, bandwidth));
  }

  private static double trainAccuracy(TrainTest data, DensityKind kind, Bandwidth bandwidth) {
    ClassDensity density =
        kind.fit(data.train().x(), data.train().labels(), data.classes(), bandwidth);
    int rows = data.train().labels().length;
    int asked = Math.min(rows, MOST_ROWS_ASKED);
    int[] sample = IntStream.range(0, asked).map(i -> (int) ((long) i * rows / asked)).toArray();
    int correct =
        DensityClassifier.withoutPriors(density)
            .correct(
                IntStream.of(sample)
                    .mapToObj(row -> data.train().x()[row])
                    .toArray(double[][]::new),
                IntStream.of(sample).map(row -> data.train().labels()[row]).toArray());
    return (double) correct / asked;
  }

  /** Whether a density fits this dataset: the paper's filter for Fig. 6 and Table 3. */
  public boolean isFit() {
    return Math.max(gmTrainAccuracy, kdeTrainAccuracy) > FIT;
  }
}
