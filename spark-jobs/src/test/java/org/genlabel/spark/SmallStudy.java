package org.genlabel.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.experiment.CellOutcome;
import org.genlabel.experiment.CellRunner;
import org.genlabel.experiment.Study;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.DatasetSelection;
import org.genlabel.experiment.plan.ExperimentPlan;
import org.genlabel.results.PlannedAttempt;
import org.genlabel.results.ResultStore;
import org.genlabel.results.RunFolder;

/**
 * Three made-up datasets in a folder, and a study on them that takes less than a second: vanilla,
 * mixup, the Gaussian classifier and GenLabel, two alphas, two trials, three epochs.
 */
public final class SmallStudy {
  /**
   * Cells of the study: per dataset and trial vanilla, the classifier, and two schemes at two
   * alphas.
   */
  public static final int CELLS = 3 * 2 * 6;

  /** Cells that cross-validation chooses a candidate for: all but the classifier's. */
  public static final int TRAINED_CELLS = 3 * 2 * 5;

  /** Rows of cv_scores: two learning rates, for GenLabel with three gammas each. */
  public static final int SCORES = 3 * 2 * (3 * 2 + 2 * 6);

  private static final String TEXT =
      """
      experiment {
        name = small
        datasets = [apart, near, five]
        schemes = [vanilla, mixup, gm-classifier, genlabel-gm]
        alphas = [1, 2]
        trials = 2
      }
      training {
        epochs = 3
        batch-size = 16
        learning-rates = [0.1, 0.01]
        gammas = [0, 0.5, 1]
        folds = 3
      }
      run.partition-seconds = 0.0003
      """;

  private final Path folder;

  /** Writes the study's files. */
  public SmallStudy(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("small.conf"), TEXT);
    Files.writeString(folder.resolve("apart.arff"), clusters(2, 60, 6));
    Files.writeString(folder.resolve("near.arff"), clusters(3, 60, 1));
    Files.writeString(folder.resolve("five.arff"), clusters(5, 100, 2));
  }

  /**
   * Clusters of normal points in the plane, one a class, as ARFF.
   *
   * @param distance of neighbouring centres, in standard deviations
   */
  public static String clusters(int classes, int rows, double distance) {
    Random random = new Random(classes);
    StringBuilder text = new StringBuilder("@relation clusters\n");
    text.append("@attribute x numeric\n@attribute y numeric\n@attribute class {");
    for (int label = 0; label < classes; label++) {
      text.append(label == 0 ? "" : ",").append('c').append(label);
    }
    text.append("}\n@data\n");
    for (int row = 0; row < rows; row++) {
      int label = row % classes;
      double x = label * distance + random.nextGaussian();
      double y = random.nextGaussian();
      text.append(x).append(',').append(y).append(",c").append(label).append('\n');
    }
    return text.toString();
  }

  /** Returns the configuration file. */
  public Path file() {
    return folder.resolve("small.conf");
  }

  /** Returns the folder of the datasets. */
  public Path data() {
    return folder;
  }

  /** Returns the study with other values of some keys. */
  public ExperimentConfig config(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("data.path=\"" + folder + "\"");
    return ExperimentConfig.read(file().toFile(), all);
  }

  /** Returns the datasets of a configuration. */
  public DatasetSelection selection(ExperimentConfig config) {
    DatasetCatalog catalog = new DatasetCatalog();
    return DatasetSelection.of(
        config, catalog, new DatasetStore(config.dataPath(), new Configuration(), catalog), false);
  }

  /**
   * Runs some groups of the study in this thread and no more, as a run that is stopped.
   *
   * @param groups how many groups of cells are done
   * @return how many cells those are
   */
  public int runFirst(int groups, ResultStore store, String... settings) {
    return runFirst(groups, store, new Configuration(), settings);
  }

  /** Does the same with a configuration that knows the store's file system. */
  public int runFirst(
      int groups, ResultStore store, Configuration configuration, String... settings) {
    ExperimentConfig config = config(settings);
    DatasetSelection selection = selection(config);
    ExperimentPlan plan = ExperimentPlan.of(config, selection.datasets());
    CellRunner runner =
        new CellRunner(
            new Study(config.seed(), config.protocol(), config.training(), selection.datasets()));
    int done = 0;
    try (RunFolder folder =
        RunFolder.open(
            store,
            new PlannedAttempt(config, selection, plan.cells().size(), "4.x", "here/driver"),
            false,
            configuration,
            notice -> {})) {
      for (int group = 0; group < groups; group++) {
        List<CellOutcome> outcomes = runner.run(plan.groups().get(group));
        String name = String.format(Locale.ROOT, "001-%05d", group);
        store.write(name, folder.manifest().runId(), 1, "here/0", outcomes, configuration);
        done += outcomes.size();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return done;
  }

  /** Runs the study, or what is missing of it in a folder. */
  public ExperimentJob.Summary run(SparkSession spark, ResultStore store, String... settings) {
    ExperimentConfig config = config(settings);
    try {
      return new ExperimentJob(spark, config, selection(config), Progress.SILENT).run(store, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
