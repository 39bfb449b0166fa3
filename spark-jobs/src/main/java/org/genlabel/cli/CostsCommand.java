package org.genlabel.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.commons.text.WordUtils;
import org.apache.spark.sql.SparkSession;
import org.genlabel.bench.Machine;
import org.genlabel.cli.session.SessionFactory;
import org.genlabel.cost.CostModel;
import org.genlabel.cost.Work;
import org.genlabel.experiment.config.InvalidConfigException;
import org.genlabel.experiment.plan.CostFit;
import org.genlabel.results.ResultStore;
import org.genlabel.spark.RunMeasurements;
import org.genlabel.train.protocol.Randomness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code genlabel costs}: fits the cost model to measured cells. */
@Command(
    name = "costs",
    description = {
      "Fits the cost model, by which a study is planned, to the cells of finished runs.",
      "Prints the file that the program reads it from:"
          + " spark-jobs/src/main/resources/org/genlabel/cost/cost-model.properties."
    })
final class CostsCommand implements Callable<Integer> {
  private static final int LINE = 100;

  @Parameters(arity = "1..*", paramLabel = "RUN_DIR", description = "The folders or URIs of runs.")
  private List<String> folders;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master. Default: local[*], or spark-submit's.")
  private String master;

  @Override
  public Integer call() throws IOException {
    try (SparkSession spark = SessionFactory.start("genlabel costs", master)) {
      Map<Randomness, List<CostFit.Observation>> byProtocol = new EnumMap<>(Randomness.class);
      for (String folder : folders) {
        RunMeasurements run = RunMeasurements.read(spark, ResultStore.at(folder));
        Randomness randomness = run.config().protocol().randomness();
        byProtocol
            .computeIfAbsent(randomness, ignored -> new ArrayList<>())
            .addAll(CostFit.observations(run.cells(), run.config().training(), randomness));
      }
      List<CostFit.Observation> all = byProtocol.values().stream().flatMap(List::stream).toList();
      if (all.isEmpty()) {
        throw new InvalidConfigException(
            String.join(", ", folders)
                + ": no cells that were run together took as long as "
                + CostFit.LEAST_SECONDS
                + " s");
      }
      CostFit fit = CostFit.of(all, CostModel.fitted());
      System.out.print(fit.fileText(comment(fit, all)));
      byProtocol.forEach((randomness, groups) -> tell(randomness, fit.accuracy(groups)));
      if (!fit.kept().isEmpty()) {
        System.err.println("not exercised, kept as it was: " + keptWords(fit));
      }
      return ExitCode.DONE;
    }
  }

  private static void tell(Randomness randomness, CostFit.Accuracy accuracy) {
    System.err.printf(
        Locale.ROOT,
        "%s: %d groups, |log(predicted/measured)| median %.3f, 90%% below %.3f; predicted %.1f s,"
            + " measured %.1f s%n",
        randomness.key(),
        accuracy.groups(),
        accuracy.medianError(),
        accuracy.largeError(),
        accuracy.predictedSeconds(),
        accuracy.measuredSeconds());
  }

  private static String keptWords(CostFit fit) {
    return fit.kept().stream().map(Work::key).collect(Collectors.joining(", "));
  }

  private static List<String> comment(CostFit fit, List<CostFit.Observation> observations) {
    List<String> lines = new ArrayList<>();
    lines.add("Seconds of one core per unit of work; see org.genlabel.cost.CostModel.");
    lines.add(
        String.format(
            Locale.ROOT,
            "Made by: submit/genlabel costs RUN_DIR...; %d groups, median relative error %.1f%%",
            fit.groups(),
            100 * fit.medianRelativeError(observations)));
    lines.add("on " + Machine.describe().processor() + ", " + Machine.describe().java() + ".");
    if (!fit.kept().isEmpty()) {
      WordUtils.wrap(
              "Not exercised by these runs, kept as it was: " + keptWords(fit) + ".",
              LINE,
              "\n",
              false)
          .lines()
          .forEach(lines::add);
    }
    return lines;
  }
}
