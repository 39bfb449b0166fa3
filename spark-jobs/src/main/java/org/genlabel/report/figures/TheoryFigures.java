package org.genlabel.report.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.genlabel.random.KeyedRandom;
import org.genlabel.report.page.ReportTable;
import org.genlabel.report.page.ReportTable.Cell;
import org.genlabel.report.plot.LineChart;
import org.genlabel.report.plot.Palette;
import org.genlabel.report.plot.Picture;
import org.genlabel.report.plot.RegionMap;
import org.genlabel.report.plot.Scale;
import org.genlabel.theory.Curve;
import org.genlabel.theory.DirectionExample;
import org.genlabel.theory.GaussianClasses;
import org.genlabel.theory.LabelingExample;
import org.genlabel.theory.LabelingExample.Outcome;
import org.genlabel.theory.LabelingExample.SegmentLabels;
import org.genlabel.theory.ManifoldIntrusionExample;
import org.genlabel.theory.ManifoldIntrusionExample.Optimum;
import org.genlabel.theory.ManifoldIntrusionExample.PairSampling;
import org.genlabel.theory.ModelLosses;
import org.genlabel.theory.RandomModels;
import org.genlabel.theory.RobustnessLosses;

/** The paper's Examples 1 to 3 and App. B.1 in tables and pictures. */
final class TheoryFigures {
  private static final int POINTS = 81;

  // The variance of the logistic labels in Sec. 3.2 and in the authors' program.
  private static final double PAPERS_VARIANCE = 0.1;
  private static final double VANILLA_RATE = 0.1;
  private static final int[] VANILLA_STEPS = {100, 1000, 10_000};

  // Points at [-1, 0] in Example 3; the paper leaves n open, and no limit depends on it.
  private static final int CROWD = 10;

  private static final int DIMENSIONS = 2;
  private static final double VARIANCE = 0.1;
  private static final int SAMPLE = 40;

  private final List<ModelLosses> models;

  /**
   * @param seed of the random models and their sample
   * @param count number of random models of App. B.1, positive
   */
  TheoryFigures(long seed, int count) {
    this.models = models(seed, count);
  }

  /** Returns the best theta of Example 1 with and without manifold intrusion. */
  ReportTable intrusionTable() {
    List<List<Cell>> rows = new ArrayList<>();
    for (PairSampling sampling : PairSampling.values()) {
      for (ManifoldIntrusionExample.Scheme scheme : ManifoldIntrusionExample.Scheme.values()) {
        Optimum optimum = new ManifoldIntrusionExample(sampling).optimum(scheme);
        boolean intrudes = scheme == ManifoldIntrusionExample.Scheme.MIXUP;
        rows.add(
            List.of(
                Cell.text(intrudes ? "mixup" : "mixup without intrusion"),
                Cell.text(words(sampling)),
                intrudes ? new Cell("7/16", "0.4375", true) : new Cell("1/2", "0.5", true),
                Cell.number(optimum.margin(), 6),
                Cell.number(optimum.theta(), 6),
                Cell.number(optimum.loss(), 6)));
      }
    }
    return new ReportTable(
        "example1-margins",
        "Example 1: margins with and without manifold intrusion",
        List.of("scheme", "pairs", "paper's margin", "margin", "theta*", "loss"),
        rows,
        List.of(
            "The margin with mixup depends on how pairs are drawn: 3/8 where every point is as"
                + " likely, as mixup draws them, and the paper's 7/16 where the class is drawn"
                + " first and then one of its points."));
  }

  private static String words(PairSampling sampling) {
    return switch (sampling) {
      case POINTS -> "points equally likely";
      case CLASSES -> "class first, then a point";
    };
  }

  /** Draws the loss of Example 1 against theta. */
  Picture intrusionPicture() {
    List<Curve> curves = new ArrayList<>();
    for (PairSampling sampling : PairSampling.values()) {
      for (ManifoldIntrusionExample.Scheme scheme : ManifoldIntrusionExample.Scheme.values()) {
        Curve curve = new ManifoldIntrusionExample(sampling).lossCurve(scheme, POINTS);
        String name =
            scheme == ManifoldIntrusionExample.Scheme.MIXUP ? "mixup" : "without intrusion";
        curves.add(new Curve(name + ", " + words(sampling), curve.x(), curve.y()));
      }
    }
    return lines(
        curves,
        "example1-losses",
        "Example 1: expected loss against theta",
        "Four lines; those without intrusion are lowest at 1/2, those of mixup before it.",
        "theta",
        "expected squared error");
  }

  private static Picture lines(
      List<Curve> curves,
      String id,
      String title,
      String description,
      String horizontal,
      String vertical) {
    Scale x = Scale.linear(least(curves, Curve::x), most(curves, Curve::x));
    LineChart chart =
        new LineChart(
            x, Scale.linear(Math.min(0, least(curves, Curve::y)), 1.3 * most(curves, Curve::y)));
    for (int i = 0; i < curves.size(); i++) {
      chart.line(curves.get(i).name(), curves.get(i).x(), curves.get(i).y(), Palette.ofSeries(i));
    }
    return chart.picture(id, title, description, horizontal, vertical);
  }

  private static double least(List<Curve> curves, Function<Curve, double[]> axis) {
    return curves.stream()
        .flatMapToDouble(curve -> Arrays.stream(axis.apply(curve)))
        .min()
        .orElseThrow();
  }

  private static double most(List<Curve> curves, Function<Curve, double[]> axis) {
    return curves.stream()
        .flatMapToDouble(curve -> Arrays.stream(axis.apply(curve)))
        .max()
        .orElseThrow();
  }

  private static List<Outcome> labelingOutcomes(LabelingExample example) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int steps : VANILLA_STEPS) {
      outcomes.add(example.vanilla(steps, VANILLA_RATE));
    }
    outcomes.add(example.mixupLinear());
    outcomes.add(
        named("mixup, logistic labels, sigma^2 = 1/10", example.mixupLogistic(PAPERS_VARIANCE)));
    outcomes.add(
        named(
            "mixup, logistic labels, sigma^2 = 1/20",
            example.mixupLogistic(example.matchingVariance())));
    outcomes.add(example.maxMargin());
    return outcomes;
  }

  private static Outcome named(String name, Outcome outcome) {
    return new Outcome(
        name,
        outcome.classifier(),
        outcome.margins(),
        outcome.margin(),
        outcome.boundaryAngles(),
        outcome.loss());
  }

  /** Returns the margins of linear and logistic labels in Example 2. */
  ReportTable labelingTable() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Outcome outcome : labelingOutcomes(new LabelingExample(LabelingExample.PAPERS_D))) {
      rows.add(
          List.of(
              Cell.text(outcome.name()),
              Cell.number(outcome.margin(), 4),
              Cell.number(outcome.margins()[0], 4),
              Cell.number(outcome.margins()[1], 4),
              Cell.number(outcome.margins()[2], 4)));
    }
    return new ReportTable(
        "example2-margins",
        "Example 2: margins of linear and logistic labels",
        List.of("training", "margin", "of x1", "of x2", "of x3"),
        rows,
        List.of(
            "Three points, d = 5; the largest possible margin, the SVM's, is 5. Vanilla training"
                + " has no minimum: its margin grows with the number of steps of gradient descent"
                + " (rate 0.1)."));
  }

  /** Draws the decision boundaries of Example 2 (Fig. 3b, c, d). */
  List<Picture> labelingBoundaries() {
    LabelingExample example = new LabelingExample(LabelingExample.PAPERS_D);
    List<Picture> pictures = new ArrayList<>();
    double[][] points = example.points();
    int number = 0;
    for (Outcome outcome : labelingOutcomes(example)) {
      RegionMap map =
          new RegionMap(
              "example2-boundary-" + ++number,
              "Example 2: decision boundary of " + outcome.name(),
              String.format(
                  Locale.ROOT,
                  "The plane in three regions; the nearest of the three points is %.3f from their"
                      + " boundary.",
                  outcome.margin()),
              outcome.name(),
              -8,
              8);
      map.regions(x -> classes(outcome, x));
      for (int k = 0; k < points.length; k++) {
        map.point(points[k][0], points[k][1], k);
      }
      pictures.add(map.picture());
    }
    return pictures;
  }

  /** Draws the labels between x2 and x3 in Example 2 (Fig. 3e, f, g). */
  List<Picture> labelingLabels() {
    LabelingExample example = new LabelingExample(LabelingExample.PAPERS_D);
    return List.of(
        segment(example.linearLabels(POINTS), "linear"),
        segment(example.logisticLabels(PAPERS_VARIANCE, POINTS), "logistic"),
        segment(example.scores(example.maxMargin(), POINTS), "svm"));
  }

  private static int[] classes(Outcome outcome, double[][] x) {
    int[] classes = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      double[] probabilities = outcome.classifier().probabilities(x[i]);
      for (int c = 1; c < probabilities.length; c++) {
        classes[i] = probabilities[c] > probabilities[classes[i]] ? c : classes[i];
      }
    }
    return classes;
  }

  private static Picture segment(SegmentLabels labels, String id) {
    List<Curve> curves = new ArrayList<>();
    for (int c = 0; c < labels.y().length; c++) {
      curves.add(new Curve("y" + (c + 1), labels.lambda(), labels.y()[c]));
    }
    return lines(
        curves,
        "example2-labels-" + id,
        "Example 2: " + labels.name(),
        "The three entries of the label of lambda x2 + (1 - lambda) x3, against lambda.",
        "lambda",
        "label");
  }

  /** Draws the best direction of Example 3 against the norm (Fig. 5). */
  Picture directionPicture() {
    DirectionExample example = new DirectionExample(CROWD);
    double[] radii = DirectionExample.radii(41);
    LineChart chart = new LineChart(Scale.logarithmic(radii[0], radii[40]), Scale.linear(0, 0.5));
    int number = 0;
    for (DirectionExample.Scheme scheme : DirectionExample.Scheme.values()) {
      chart.line(
          words(scheme),
          radii,
          inUnitsOfPi(example.angles(scheme, radii).y()),
          Palette.ofSeries(number++));
    }
    double svm = DirectionExample.SVM_ANGLE / Math.PI;
    chart.reference(
        "SVM", new double[] {radii[0], radii[40]}, new double[] {svm, svm}, Palette.MUTED);
    return chart.picture(
        "example3-angles",
        "Example 3: the best direction of theta against its norm",
        "GenLabel converges to the SVM's pi / 4 fast, vanilla training slowly, mixup to another"
            + " value.",
        "norm r of theta",
        "phi* / pi");
  }

  private static double[] inUnitsOfPi(double[] radians) {
    return Arrays.stream(radians).map(angle -> angle / Math.PI).toArray();
  }

  private static String words(DirectionExample.Scheme scheme) {
    return switch (scheme) {
      case VANILLA -> "vanilla";
      case MIXUP -> "mixup";
      case GENLABEL_NEAREST -> "GenLabel, nearest point";
      case GENLABEL_GAUSSIAN -> "GenLabel, Gaussians";
    };
  }

  /** Returns the best directions of Example 3 by norm, and their limits. */
  ReportTable directionTable() {
    DirectionExample example = new DirectionExample(CROWD);
    List<List<Cell>> rows = new ArrayList<>();
    for (DirectionExample.Scheme scheme : DirectionExample.Scheme.values()) {
      List<Cell> row = new ArrayList<>(List.of(Cell.text(words(scheme))));
      for (double r : new double[] {1, 10, 100, 1000}) {
        row.add(Cell.number(example.bestAngle(scheme, r) / Math.PI, 4));
      }
      double limit = example.limit(scheme);
      row.add(Cell.number(limit / Math.PI, 4));
      row.add(Cell.number(DirectionExample.margin(limit), 4));
      rows.add(row);
    }
    return new ReportTable(
        "example3-directions",
        "Example 3: phi* / pi by norm, and its limit",
        List.of("scheme", "r = 1", "r = 10", "r = 100", "r = 1000", "limit", "margin in the limit"),
        rows,
        List.of(
            "The SVM's direction is 0.25 pi, with margin 0.7071. "
                + CROWD
                + " points at [-1, 0]; the paper leaves their number open, and the limits do not"
                + " depend on it."));
  }

  private static List<ModelLosses> models(long seed, int count) {
    GaussianClasses classes = new GaussianClasses(DIMENSIONS, VARIANCE, 0, 1);
    KeyedRandom random = KeyedRandom.of("seed=" + seed, "App. B.1");
    RobustnessLosses losses =
        new RobustnessLosses(
            classes, classes.sample(SAMPLE, random), RobustnessLosses.genLabelStep(classes));
    return RandomModels.rows(losses, count, DIMENSIONS, random);
  }

  /** Returns for how many random models of App. B.1 the three losses are in order. */
  ReportTable lossTable() {
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(row("all", "exact", RandomModels.exact(models, model -> true)));
    rows.add(row("all", "approximated", RandomModels.approximate(models, model -> true)));
    rows.add(
        row(
            "right on the whole sample",
            "exact",
            RandomModels.exact(models, ModelLosses::separates)));
    rows.add(
        row(
            "right on the whole sample",
            "approximated",
            RandomModels.approximate(models, ModelLosses::separates)));
    return new ReportTable(
        "appendix-b1-orders",
        "App. B.1: mixup loss >= GenLabel loss >= adversarial loss",
        List.of(
            "models",
            "losses",
            "number",
            "mixup >= GenLabel",
            "GenLabel >= adversarial",
            "in order"),
        rows,
        List.of(
            String.format(
                Locale.ROOT,
                "%d random linear models on %d points of two Gaussian classes in the plane,"
                    + " variance %s, no correlation.",
                models.size(),
                SAMPLE,
                VARIANCE),
            "The theorem is about models that separate the classes; of the others no order is"
                + " claimed."));
  }

  private static List<Cell> row(String models, String losses, RandomModels.Counts counts) {
    return List.of(
        Cell.text(models),
        Cell.text(losses),
        Cell.count(counts.models()),
        Cell.count(counts.mixupAboveGenLabel()),
        Cell.count(counts.genLabelAboveAdversarial()),
        Cell.count(counts.ordered()));
  }

  /** Draws the exact losses of the models of App. B.1 that separate the sample, by norm. */
  Picture lossPicture() {
    List<ModelLosses> separating =
        models.stream()
            .filter(ModelLosses::separates)
            .sorted(Comparator.comparingDouble(ModelLosses::norm))
            .toList();
    LineChart chart =
        new LineChart(
            Scale.logarithmic(
                separating.get(0).norm(), separating.get(separating.size() - 1).norm()),
            Scale.linear(
                0,
                1.2
                    * separating.stream()
                        .mapToDouble(model -> model.exact().mixup())
                        .max()
                        .orElseThrow()));
    double[] norms = separating.stream().mapToDouble(ModelLosses::norm).toArray();
    chart.line("mixup", norms, values(separating, model -> model.exact().mixup()), Palette.FIRST);
    chart.line(
        "GenLabel", norms, values(separating, model -> model.exact().genLabel()), Palette.SECOND);
    chart.line(
        "adversarial",
        norms,
        values(separating, model -> model.exact().adversarial()),
        Palette.THIRD);
    return chart.picture(
        "appendix-b1-losses",
        "App. B.1: losses of random models that separate the classes",
        separating.size()
            + " models by their norm; mixup's loss lies above GenLabel's, and that above the"
            + " adversarial one.",
        "norm of theta",
        "loss");
  }

  private static double[] values(List<ModelLosses> models, ToDoubleFunction<ModelLosses> loss) {
    return models.stream().mapToDouble(loss).toArray();
  }
}
