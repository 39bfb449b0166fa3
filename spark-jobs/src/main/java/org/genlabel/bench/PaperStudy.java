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
  /** What the authors' program takes for it, in seconds of one core. */
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

  /** The study, trained and found as another configuration says. */
  static ExperimentConfig config(ExperimentConfig base, Randomness randomness) {
    return config(base, randomness, SCHEMES, ALPHAS, TRIALS);
  }

  /** One trial of some schemes at alpha = 1. */
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
        base.partitionSeconds(),
        base.cellTimeoutSeconds());
  }

  /** Whether a configuration trains as much as the authors' program did when it was timed. */
  static boolean isComparable(ExperimentConfig config) {
    TrainingSettings training = config.training();
    return training.epochs() == 100
        && training.batchSize() == 128
        && training.folds() == 5
        && training.learningRates().size() == 4
        && training.gammas().size() == 6;
  }

  /** A ratio of the authors' program's time to ours, or "-" where it would say nothing. */
  static String speedUp(ExperimentConfig config, double theirs, double ours) {
    return isComparable(config) ? Spread.text(theirs / ours) : "-";
  }

  /** Says so where ratios are left out. */
  static String remark(ExperimentConfig config) {
    return isComparable(config)
        ? ""
        : " Not trained as the authors' program was when it was timed: no ratios.";
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

  /** The training parts of all its datasets, found or not. */
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
