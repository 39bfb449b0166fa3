package org.genlabel.report.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.genlabel.report.page.ReportTable.Cell;
import org.genlabel.report.plot.GainHistogram;
import org.genlabel.report.plot.Palette;
import org.genlabel.report.plot.Picture;
import org.genlabel.report.plot.Scale;
import org.genlabel.report.plot.ScatterPlot;
import org.genlabel.report.plot.ShareBars;
import org.genlabel.report.study.StudyResults.Choice;
import org.genlabel.report.study.StudyResults.DatasetFacts;
import org.genlabel.spark.DatasetGain;
import org.genlabel.spark.GainBin;
import org.genlabel.spark.Population;
import org.genlabel.spark.WinTieLoss;

/** The figures of a run's report. */
final class StudyFigures {
  private static final String BASELINE = StudyResults.BASELINE;

  private final StudyResults results;

  StudyFigures(StudyResults results) {
    this.results = results;
  }

  /** Returns one picture of GenLabel for each alpha; none if the run lacks it or mixup. */
  private List<Picture> atEachAlpha(BiFunction<String, Double, Picture> draw) {
    return results.genLabel().stream()
        .flatMap(scheme -> results.alphas().stream().map(alpha -> draw.apply(scheme, alpha)))
        .toList();
  }

  /** Returns Fig. 6, GenLabel's gains over mixup on datasets that a density fits, by alpha. */
  List<Picture> gainHistograms() {
    return atEachAlpha(this::gainHistogram);
  }

  private Picture gainHistogram(String scheme, double alpha) {
    boolean anyFits = results.datasets().stream().anyMatch(DatasetFacts::fits);
    String population = anyFits ? Population.FIT : Population.ALL;
    Map<Integer, Long> bins = new LinkedHashMap<>();
    for (GainBin bin : results.bins()) {
      if (bin.scheme().equals(scheme)
          && bin.population().equals(population)
          && bin.alpha() == alpha) {
        bins.put(bin.bin(), bin.datasets());
      }
    }
    WinTieLoss.Counts counts = counts(scheme, alpha, population);
    String title =
        String.format(
            Locale.ROOT,
            "Gain of %s over mixup, alpha = %s, %s",
            scheme,
            Cell.shortest(alpha),
            anyFits ? "datasets that a density fits" : "all datasets");
    return GainHistogram.of(
        "fig6-alpha-" + Cell.shortest(alpha).replace('.', '-'),
        title,
        String.format(
            Locale.ROOT,
            "Histogram of gains in points of test accuracy: %d datasets gain, %d are on par, %d"
                + " lose.",
            counts.higher(),
            counts.onPar(),
            counts.lower()),
        "gain of " + scheme + " over mixup, points of test accuracy",
        bins);
  }

  /** Returns on how many datasets a scheme is higher than mixup, on par or lower. */
  private WinTieLoss.Counts counts(String scheme, double alpha, String population) {
    return results
        .againstBaseline(scheme, alpha, population)
        .map(WinTieLoss::byRows)
        .orElse(new WinTieLoss.Counts(0, 0, 0));
  }

  /** Returns GenLabel's accuracy against mixup's, for each alpha. */
  List<Picture> accuracies() {
    return atEachAlpha(this::accuracies);
  }

  private Picture accuracies(String scheme, double alpha) {
    List<DatasetGain> gains = results.gains(scheme, BASELINE, alpha);
    double least =
        gains.stream()
            .mapToDouble(gain -> Math.min(gain.accuracy(), gain.baselineAccuracy()))
            .reduce(1, Math::min);
    ScatterPlot plot = new ScatterPlot(percentsFrom(least), percentsFrom(least));
    for (DatasetGain gain : gains) {
      plot.point(
          100 * gain.baselineAccuracy(), 100 * gain.accuracy(), ink(gain), words(gain, scheme));
    }
    return plot.picture(
        "accuracies-alpha-" + Cell.shortest(alpha).replace('.', '-'),
        String.format(
            Locale.ROOT,
            "Test accuracy of %s against mixup, alpha = %s",
            scheme,
            Cell.shortest(alpha)),
        String.format(
            Locale.ROOT,
            "Scatter plot of %d datasets; %d lie above the diagonal, where %s is better.",
            gains.size(),
            counts(scheme, alpha, Population.ALL).higher(),
            scheme),
        "mixup, test accuracy %",
        scheme + ", test accuracy %",
        ScatterPlot.Guide.DIAGONAL);
  }

  /** Returns an axis in percent up to 100, from the ten below a fraction, or from 90 if it is 1. */
  private static Scale percentsFrom(double fraction) {
    return Scale.linear(Math.min(90, Math.floor(10 * fraction) * 10), 100);
  }

  private static Palette ink(DatasetGain gain) {
    return gain.comparison() > 0
        ? Palette.HIGHER
        : gain.comparison() < 0 ? Palette.LOWER : Palette.ON_PAR;
  }

  private static String words(DatasetGain gain, String scheme) {
    return String.format(
        Locale.ROOT,
        "%s: %s %.2f%%, mixup %.2f%%, gain %+.2f points",
        gain.key().words(),
        scheme,
        100 * gain.accuracy(),
        100 * gain.baselineAccuracy(),
        100 * gain.gain());
  }

  /** Returns the gain against the fit of the densities, its explanation in the paper's App. A.6. */
  List<Picture> gainsByFit() {
    return atEachAlpha(this::gainsByFit);
  }

  private Picture gainsByFit(String scheme, double alpha) {
    List<DatasetGain> gains =
        results.gains(scheme, BASELINE, alpha).stream()
            .filter(gain -> densityFit(gain).isPresent())
            .toList();
    double least = 1;
    double widest = 0.01;
    for (DatasetGain gain : gains) {
      least = Math.min(least, densityFit(gain).orElseThrow());
      widest = Math.max(widest, Math.abs(gain.gain()));
    }
    ScatterPlot plot =
        new ScatterPlot(percentsFrom(least), Scale.linear(-105 * widest, 105 * widest));
    for (DatasetGain gain : gains) {
      plot.point(
          100 * densityFit(gain).orElseThrow(), 100 * gain.gain(), ink(gain), words(gain, scheme));
    }
    long fitting =
        gains.stream().filter(gain -> results.factsByKey().get(gain.key()).fits()).count();
    return plot.picture(
        "gain-by-fit-alpha-" + Cell.shortest(alpha).replace('.', '-'),
        String.format(
            Locale.ROOT,
            "Gain of %s over mixup against the fit of the densities, alpha = %s",
            scheme,
            Cell.shortest(alpha)),
        String.format(
            Locale.ROOT,
            "Scatter plot of %d datasets; on %d of them a density classifies more than 95%% of the"
                + " training rows right.",
            gains.size(),
            fitting),
        "training rows that the better density classifies right, %",
        "gain, points of test accuracy",
        ScatterPlot.Guide.ZERO);
  }

  private OptionalDouble densityFit(DatasetGain gain) {
    return results.factsByKey().get(gain.key()).densityFit();
  }

  /** Returns how often cross-validation chose each learning rate and each gamma. */
  List<Picture> choices() {
    List<Picture> pictures = new ArrayList<>();
    choices(
            "chosen-learning-rates",
            "Learning rates that cross-validation chose",
            "learning rate",
            Choice::learningRate)
        .ifPresent(pictures::add);
    choices("chosen-gammas", "Gammas that cross-validation chose", "gamma", Choice::gamma)
        .ifPresent(pictures::add);
    return pictures;
  }

  private Optional<Picture> choices(
      String id, String title, String what, Function<Choice, Double> value) {
    TreeSet<Double> values = new TreeSet<>();
    Map<String, Map<Double, Long>> counts = new LinkedHashMap<>();
    for (String scheme : results.schemes()) {
      Map<Double, Long> ofScheme = new StudyTables(results).chosen(scheme, value);
      if (!ofScheme.isEmpty()) {
        counts.put(scheme, ofScheme);
        values.addAll(ofScheme.keySet());
      }
    }
    if (counts.isEmpty()) {
      return Optional.empty();
    }
    ShareBars chart = new ShareBars(values.stream().map(Cell::shortest).toList());
    counts.forEach(
        (scheme, ofScheme) ->
            chart.bar(
                scheme, values.stream().mapToDouble(v -> ofScheme.getOrDefault(v, 0L)).toArray()));
    return Optional.of(
        chart.picture(
            id, title, "A bar for each scheme: the shares of its cells by " + what + ".", what));
  }

  /** Returns the computing time of every dataset against its size. */
  Picture costs() {
    List<DatasetFacts> datasets = results.datasets();
    double[] sizes = datasets.stream().mapToDouble(StudyFigures::size).toArray();
    double[] seconds =
        datasets.stream().mapToDouble(dataset -> Math.max(1e-4, dataset.seconds())).toArray();
    ScatterPlot plot = new ScatterPlot(scaleOf(sizes), scaleOf(seconds));
    for (int i = 0; i < sizes.length; i++) {
      DatasetFacts dataset = datasets.get(i);
      plot.point(
          sizes[i],
          seconds[i],
          Palette.FIRST,
          String.format(
              Locale.ROOT,
              "%s: %d training rows, %d features, %d classes, %.2f s of one core",
              dataset.key().words(),
              dataset.trainRows(),
              dataset.features(),
              dataset.classes(),
              dataset.seconds()));
    }
    return plot.picture(
        "cost-by-size",
        "Time of one core by dataset",
        String.format(
            Locale.ROOT, "Scatter plot of %d datasets, both axes logarithmic.", datasets.size()),
        "training rows x features",
        "seconds of one core, all cells",
        ScatterPlot.Guide.NONE);
  }

  private static double size(DatasetFacts dataset) {
    return (double) dataset.trainRows() * dataset.features();
  }

  private static Scale scaleOf(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return values.length == 0 ? Scale.logarithmic(1, 10) : Scale.logarithmic(low, high);
  }
}
