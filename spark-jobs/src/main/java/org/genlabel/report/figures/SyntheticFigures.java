package org.genlabel.report.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.genlabel.classifier.Classifier;
import org.genlabel.data.synthetic.SyntheticDataset;
import org.genlabel.data.synthetic.SyntheticPoints;
import org.genlabel.network.KernelSvm;
import org.genlabel.report.page.ReportTable;
import org.genlabel.report.page.ReportTable.Cell;
import org.genlabel.report.plot.Picture;
import org.genlabel.report.plot.RegionMap;
import org.genlabel.train.Scheme;
import org.genlabel.train.synthetic.SyntheticMixes;
import org.genlabel.train.synthetic.SyntheticResult;
import org.genlabel.train.synthetic.SyntheticTraining;

/** The synthetic half of Table 1, and decision boundaries as in Figs. 4 and 7. */
final class SyntheticFigures {
  // The paper's SVM has the kernel exp(-2 |x - x'|^2).
  private static final double SVM_GAMMA = 2;
  // Large enough to approximate a hard margin.
  private static final double SVM_COST = 1000;
  // Fixed "for the purpose of illustration" (Fig. 7).
  private static final OptionalDouble LAMBDA_OF_NINE_GAUSSIANS = OptionalDouble.of(0.6);

  /** The accuracies of vanilla training and mixup in Table 1, in percent. */
  private static final Map<SyntheticDataset, Map<Scheme, String>> PUBLISHED =
      Map.of(
          SyntheticDataset.MOON, Map.of(Scheme.VANILLA, "98.7", Scheme.MIXUP, "97.0"),
          SyntheticDataset.FOUR_CIRCLE, Map.of(Scheme.VANILLA, "91.3", Scheme.MIXUP, "57.7"),
          SyntheticDataset.CUBE_3D, Map.of(Scheme.VANILLA, "93.0", Scheme.MIXUP, "89.4"));

  /** The mean accuracies of five trials of the authors' program, in percent. */
  private static final Map<SyntheticDataset, Map<Scheme, String>> AUTHORS =
      Map.of(
          SyntheticDataset.MOON, authors("98.7", "96.9", Scheme.GENLABEL_KDE, "98.8"),
          SyntheticDataset.CIRCLE, authors("99.7", "84.0", Scheme.GENLABEL_KDE, "99.7"),
          SyntheticDataset.FOUR_CIRCLE, authors("98.8", "57.0", Scheme.GENLABEL_KDE, "98.1"),
          SyntheticDataset.CUBE_2D, authors("98.1", "96.2", Scheme.GENLABEL_GM, "99.3"),
          SyntheticDataset.CUBE_3D, authors("93.0", "87.9", Scheme.GENLABEL_GM, "95.2"));

  private final SyntheticTraining training;
  private final int trials;
  private final List<SyntheticDataset> datasets;
  private final List<SyntheticResult> results;

  /**
   * Trains all networks of the figures, on all cores.
   *
   * @param seed of all random streams
   * @param trials number of trials of every dataset and scheme, positive
   */
  SyntheticFigures(long seed, int trials, List<SyntheticDataset> datasets, FiguresProgress progress)
      throws InterruptedException {
    this.training = new SyntheticTraining(seed);
    this.trials = trials;
    this.datasets = List.copyOf(datasets);
    this.results = train(progress);
  }

  private List<SyntheticResult> train(FiguresProgress progress) throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<SyntheticResult>> futures = new ArrayList<>();
      for (SyntheticDataset dataset : datasets) {
        for (Scheme scheme : SyntheticTraining.schemes(dataset)) {
          for (int trial = 0; trial < trials; trial++) {
            int number = trial;
            futures.add(threads.submit(() -> training.run(dataset, scheme, number)));
          }
        }
      }
      List<SyntheticResult> done = new ArrayList<>();
      for (Future<SyntheticResult> future : futures) {
        done.add(future.get());
        progress.trained(done.size(), futures.size());
      }
      return List.copyOf(done);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a network could not be trained", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private List<SyntheticResult> of(SyntheticDataset dataset, Scheme scheme) {
    return results.stream()
        .filter(result -> result.dataset() == dataset && result.scheme() == scheme)
        .toList();
  }

  /**
   * Returns the synthetic half of Table 1, with the datasets and the scheme that the paper leaves
   * out.
   */
  ReportTable table() {
    List<List<Cell>> rows = new ArrayList<>();
    for (SyntheticDataset dataset : datasets) {
      for (Scheme scheme : SyntheticTraining.schemes(dataset)) {
        double[] accuracies =
            of(dataset, scheme).stream().mapToDouble(SyntheticResult::testAccuracy).toArray();
        rows.add(
            List.of(
                Cell.text(dataset.key()),
                Cell.text(scheme.key()),
                given(PUBLISHED, dataset, scheme),
                given(AUTHORS, dataset, scheme),
                Cell.percent(Arrays.stream(accuracies).average().orElseThrow(), 1),
                Cell.percent(Arrays.stream(accuracies).min().orElseThrow(), 1),
                Cell.percent(Arrays.stream(accuracies).max().orElseThrow(), 1)));
      }
    }
    return new ReportTable(
        "table1-synthetic",
        "Table 1: test accuracy on synthetic data, %",
        List.of(
            "dataset", "scheme", "paper", "authors' program", "ours", "worst trial", "best trial"),
        rows,
        List.of(
            "Means over trials; number of trials: "
                + trials
                + ". Every trial has different points, weights and mixes.",
            "GenLabel's labels contain the two most likely classes, with gamma = 1 (circle,"
                + " 3d-cube: 0.8). genlabel-kde uses kernel densities of a fixed bandwidth, fitted"
                + " to the training points. genlabel-gm uses Gaussians of variance 1 around the"
                + " cubes' true centres, without fitting, as in the authors' program."));
  }

  private static Map<Scheme, String> authors(
      String vanilla, String mixup, Scheme genLabel, String ofGenLabel) {
    return Map.of(Scheme.VANILLA, vanilla, Scheme.MIXUP, mixup, genLabel, ofGenLabel);
  }

  private static Cell given(
      Map<SyntheticDataset, Map<Scheme, String>> accuracies,
      SyntheticDataset dataset,
      Scheme scheme) {
    return Optional.ofNullable(accuracies.get(dataset))
        .map(row -> row.get(scheme))
        .map(percent -> new Cell(percent, percent, true))
        .orElse(Cell.NONE);
  }

  /** Returns the two-dimensional datasets, in order. */
  List<SyntheticDataset> inThePlane() {
    return datasets.stream().filter(dataset -> dataset.features() == 2).toList();
  }

  /**
   * Returns the pictures of a two-dimensional dataset: points, labels of mixes, decision
   * boundaries.
   */
  List<Picture> boundaries(SyntheticDataset dataset) {
    SyntheticPoints points = of(dataset, Scheme.VANILLA).get(0).training();
    SyntheticMixes mixes =
        training.mixes(
            dataset,
            0,
            dataset == SyntheticDataset.GAUSSIAN_9
                ? LAMBDA_OF_NINE_GAUSSIANS
                : OptionalDouble.empty());
    double[] range = range(points.x());
    List<Picture> pictures = new ArrayList<>();
    pictures.add(points(dataset, "data", "training points", range, points.x(), points.labels()));
    pictures.add(
        points(
            dataset,
            "mixup-labels",
            "mixes, top label of mixup",
            range,
            mixes.x(),
            mixes.mixupClasses()));
    pictures.add(
        points(
            dataset,
            "genlabel-labels",
            "mixes, top label of GenLabel",
            range,
            mixes.x(),
            mixes.genLabelClasses()));
    Map<String, Classifier> classifiers = new LinkedHashMap<>();
    for (Scheme scheme : SyntheticTraining.schemes(dataset)) {
      classifiers.put(scheme.key(), of(dataset, scheme).get(0).network());
    }
    classifiers.put(
        "kernel SVM", KernelSvm.train(points.x(), points.labels(), SVM_GAMMA, SVM_COST));
    classifiers.forEach(
        (name, classifier) -> pictures.add(regions(dataset, name, range, classifier, points)));
    return pictures;
  }

  private static Picture points(
      SyntheticDataset dataset,
      String id,
      String heading,
      double[] range,
      double[][] x,
      int[] classes) {
    RegionMap map =
        new RegionMap(
            dataset.key() + "-" + id,
            dataset.key() + ": " + heading,
            x.length + " points in the plane, coloured by class.",
            heading,
            range[0],
            range[1]);
    for (int i = 0; i < x.length; i++) {
      map.point(x[i][0], x[i][1], classes[i]);
    }
    return map.picture();
  }

  private static Picture regions(
      SyntheticDataset dataset,
      String name,
      double[] range,
      Classifier classifier,
      SyntheticPoints points) {
    int[] decided = classifier.predict(points.x());
    int right = 0;
    for (int i = 0; i < decided.length; i++) {
      right += decided[i] == points.labels()[i] ? 1 : 0;
    }
    RegionMap map =
        new RegionMap(
            dataset.key() + "-" + name.toLowerCase(Locale.ROOT).replace(' ', '-'),
            dataset.key() + ": decision boundary of " + name,
            String.format(
                Locale.ROOT,
                "The plane coloured by the class that %s predicts; it is correct for %d of the %d"
                    + " training points.",
                name,
                right,
                decided.length),
            name,
            range[0],
            range[1]);
    map.regions(classifier);
    for (int i = 0; i < decided.length; i++) {
      map.point(points.x()[i][0], points.x()[i][1], points.labels()[i]);
    }
    return map.picture();
  }

  /** Returns the range of a square that contains all points and a margin. */
  private static double[] range(double[][] x) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] point : x) {
      for (double value : point) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    double margin = 0.06 * (high - low);
    return new double[] {low - margin, high + margin};
  }
}
