package org.genlabel.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genlabel.cost.Shape;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.experiment.Protocol;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.Randomness;

/** The paper's study on low-dimensional data: Table 3 and Sec. 3.2, 133 datasets. */
final class PaperStudy {
  /** Core seconds that the authors' program takes for the study. */
  static final double AUTHORS_CORE_SECONDS = 124 * 3600.0;

  static final List<Scheme> SCHEMES =
      List.of(
          Scheme.VANILLA,
          Scheme.MIXUP,
          Scheme.MIXUP_EXCLUDE_MI,
          Scheme.MIXUP_EXCLUDE_MI_LOGISTIC,
          Scheme.ADAMIXUP,
          Scheme.GM_CLASSIFIER,
          Scheme.GENLABEL_CV);

  private static final String DATASETS = "paper";
  private static final List<Double> ALPHAS = List.of(1.0, 2.0);
  private static final int TRIALS = 5;
  private static final double TEST_SHARE = 0.3;

  private PaperStudy() {}

  /** Returns the study, with the training and the data paths of another configuration. */
  static ExperimentConfig config(ExperimentConfig base, Randomness randomness) {
    return config(base, randomness, SCHEMES, ALPHAS, TRIALS);
  }

  /** Returns a configuration of one trial of some schemes at alpha = 1. */
  static ExperimentConfig oneTrial(
      ExperimentConfig base, Randomness randomness, List<Scheme> schemes) {
    return config(base, randomness, schemes, List.of(1.0), 1);
  }

  private static ExperimentConfig config(
      ExperimentConfig base,
      Randomness randomness,
      List<Scheme> schemes,
      List<Double> alphas,
      int trials) {
    return new ExperimentConfig(
        "bench-" + randomness.key(),
        List.of(DATASETS),
        base.model(),
        schemes,
        alphas,
        trials,
        base.seed(),
        protocol(randomness),
        base.training(),
        base.dataPath(),
        base.data(),
        base.partitionSeconds(),
        base.cellTimeoutSeconds());
  }

  /**
   * Returns whether a configuration trains as much as the authors' program did when it was timed.
   */
  static boolean isComparable(ExperimentConfig config) {
    TrainingSettings training = config.training();
    return training.epochs() == 100
        && training.batchSize() == 128
        && training.folds() == 5
        && training.learningRates().size() == 4
        && training.gammas().size() == 6;
  }

  /**
   * Returns the ratio of the authors' program's time to ours, or "-" if the two are not comparable.
   */
  static String speedUp(ExperimentConfig config, double theirs, double ours) {
    return isComparable(config) ? Spread.text(theirs / ours) : "-";
  }

  /** Returns a remark if ratios are omitted, and an empty text otherwise. */
  static String remark(ExperimentConfig config) {
    return isComparable(config)
        ? ""
        : " No ratios: the training differs from that of the timed authors' program.";
  }

  private static Protocol protocol(Randomness randomness) {
    return switch (randomness) {
      case PAIRED ->
          new Protocol(
              Split.Rule.AUTHORS, Scaling.TRAINING_ROWS, FeatureHandling.NUMERIC, randomness);
      case AUTHORS ->
          new Protocol(Split.Rule.AUTHORS, Scaling.ALL_ROWS, FeatureHandling.NUMERIC, randomness);
    };
  }

  /**
   * Returns the shapes of the training parts of all datasets of the study, including those that are
   * not found.
   */
  static Map<String, Shape> shapes(DatasetCatalog catalog) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (DatasetCatalog.Entry entry : catalog.inSet(DATASETS)) {
      int testRows = (int) Math.ceil(TEST_SHARE * entry.rows());
      shapes.put(
          Integer.toString(entry.id()),
          new Shape(entry.rows() - testRows, entry.numericFeatures(), entry.classes()));
    }
    return shapes;
  }
}
