package org.genlabel.report.study;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.genlabel.report.study.StudyResults.Bin;
import org.genlabel.report.study.StudyResults.Gain;
import org.genlabel.report.study.StudyResults.WinTieLoss;

/**
 * What the views win_tie_loss and histogram have of a population, counted from gains that are at
 * hand: Spark takes a second to plan either.
 */
final class GainCounts {
  private GainCounts() {}

  /**
   * Every scheme beside every other: the view win_tie_loss.
   *
   * @param gains of the datasets of the population
   */
  static List<WinTieLoss> comparisons(String population, List<Gain> gains) {
    return gains.stream()
        .collect(
            Collectors.groupingBy(
                gain -> Arrays.asList(gain.alpha(), gain.scheme(), gain.baseline())))
        .values()
        .stream()
        .map(
            group ->
                new WinTieLoss(
                    group.get(0).alpha(),
                    group.get(0).scheme(),
                    group.get(0).baseline(),
                    population,
                    group.size(),
                    group.stream().filter(gain -> gain.comparison() > 0).count(),
                    group.stream().filter(gain -> gain.comparison() == 0).count(),
                    group.stream().filter(gain -> gain.comparison() < 0).count(),
                    mean(group, Gain::accuracy),
                    mean(group, Gain::baselineAccuracy),
                    mean(group, Gain::gain)))
        .toList();
  }

  private static double mean(List<Gain> gains, ToDoubleFunction<Gain> of) {
    return mean(gains.stream().mapToDouble(of));
  }

  /** The mean, summed in order of size, as the views do: the last digits depend on it. */
  static double mean(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    double sum = 0;
    for (double value : sorted) {
      sum += value;
    }
    return sum / sorted.length;
  }

  /**
   * How many datasets gain how much over mixup: the view histogram. In no order.
   *
   * @param gains of the datasets of the population
   */
  static List<Bin> bins(String population, List<Gain> gains) {
    return gains.stream()
        .filter(gain -> gain.baseline().equals(StudyResults.BASELINE))
        .collect(
            Collectors.groupingBy(gain -> Arrays.asList(gain.alpha(), gain.scheme(), gain.bin())))
        .values()
        .stream()
        .map(
            group ->
                new Bin(
                    group.get(0).alpha(),
                    group.get(0).scheme(),
                    StudyResults.BASELINE,
                    population,
                    group.get(0).bin(),
                    group.size()))
        .toList();
  }
}
