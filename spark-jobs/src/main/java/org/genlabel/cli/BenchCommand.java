package org.genlabel.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.genlabel.bench.BenchOutput;
import org.genlabel.bench.CellSection;
import org.genlabel.bench.KernelSection;
import org.genlabel.bench.PipelineSection;
import org.genlabel.bench.ScheduleSection;
import org.genlabel.bench.StudySection;
import org.genlabel.cli.progress.ProgressDisplay;
import org.genlabel.cli.progress.Terminal;
import org.genlabel.cli.session.SessionFactory;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.DatasetSelection;
import org.genlabel.results.ResultStore;
import org.genlabel.spark.RunMeasurements;
import org.genlabel.train.protocol.Randomness;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code genlabel bench}: measures the program on this machine. */
@Command(
    name = "bench",
    description = {
      "Measures the program on this machine and prints ratios.",
      "kernels: inner loops beside the processor's peak; cells: beside the authors' program;"
          + " pipeline: what Spark adds; study: the paper's whole study, estimated; schedule: many"
          + " cores, simulated."
    })
final class BenchCommand implements Callable<Integer> {
  private static final String MASTER = "local[*]";

  /** The sections of measurements. */
  enum Section {
    KERNELS,
    CELLS,
    PIPELINE,
    STUDY,
    SCHEDULE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The protocols, as named on the command line. */
  enum FullProtocol {
    PAIRED(Randomness.PAIRED),
    AUTHORS(Randomness.AUTHORS);

    private final Randomness randomness;

    FullProtocol(Randomness randomness) {
      this.randomness = randomness;
    }

    @Override
    public String toString() {
      return randomness.key();
    }
  }

  @Spec private CommandSpec spec;

  @Mixin private DataOptions data;

  @Parameters(
      arity = "0..*",
      paramLabel = "SECTION",
      description = "kernels, cells, pipeline, study or schedule. Default: all.")
  // Strings, because picocli would not list the sections for an unknown one.
  private List<String> sections = List.of();

  @Option(
      names = "--cells",
      paramLabel = "EXTENT",
      description = "Of cells: quick (468, 446, 187) or all (307 and 36 too). Default: all.")
  private CellSection.Extent extent;

  @Option(
      names = "--full",
      paramLabel = "PROTOCOL",
      description =
          "Of study: also runs it on the datasets that are found, ${COMPLETION-CANDIDATES}. Takes"
              + " long.")
  private FullProtocol full;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Of --full: where its results land; what is there is moved aside. Default:"
              + " results/bench-PROTOCOL.")
  private String out;

  @Option(
      names = "--run",
      paramLabel = "RUN_DIR",
      description = "Of schedule: simulates the cells of this run instead of the paper's study.")
  private String runFolder;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Set<Section> chosen = EnumSet.noneOf(Section.class);
    sections.forEach(word -> chosen.add(section(word)));
    if (chosen.isEmpty()) {
      chosen.addAll(EnumSet.allOf(Section.class));
    }
    requireSection(extent != null, "--cells", Section.CELLS, chosen);
    requireSection(full != null, "--full", Section.STUDY, chosen);
    requireSection(runFolder != null, "--run", Section.SCHEDULE, chosen);
    if (out != null && full == null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--out goes with --full only");
    }
    ExperimentConfig config = data.readConfig();
    DatasetCatalog catalog = new DatasetCatalog();
    DatasetStore store = data.store(config, catalog, new Configuration());
    BenchOutput output = new BenchOutput(System.out, System.err);
    for (Section section : chosen) {
      run(section, config, catalog, store, output);
    }
    return ExitCode.DONE;
  }

  private Section section(String word) {
    return Arrays.stream(Section.values())
        .filter(section -> section.toString().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    spec.commandLine(),
                    "section "
                        + word
                        + ": must be one of "
                        + Arrays.stream(Section.values())
                            .map(Section::toString)
                            .collect(Collectors.joining(", "))));
  }

  private void requireSection(boolean given, String option, Section section, Set<Section> chosen) {
    if (given && !chosen.contains(section)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), option + " goes with section " + section + " only");
    }
  }

  private void run(
      Section section,
      ExperimentConfig config,
      DatasetCatalog catalog,
      DatasetStore store,
      BenchOutput output)
      throws IOException, InterruptedException {
    switch (section) {
      case KERNELS -> new KernelSection().run(output);
      case CELLS ->
          new CellSection(config, store)
              .run(extent == null ? CellSection.Extent.ALL : extent, output);
      case PIPELINE -> {
        DatasetSelection selection = DatasetSelection.of(config, catalog, store, true);
        try (SparkSession spark = start()) {
          new PipelineSection(spark, config, selection).run(output);
        }
      }
      case STUDY -> {
        StudySection study = new StudySection(config, catalog);
        study.estimate(output);
        if (full != null) {
          runFull(study, store, output);
        }
      }
      case SCHEDULE -> {
        if (runFolder == null) {
          new ScheduleSection().run(config, catalog, output);
        } else {
          try (SparkSession spark = start()) {
            new ScheduleSection()
                .run(RunMeasurements.read(spark, ResultStore.at(runFolder)), output);
          }
        }
      }
    }
  }

  private void runFull(StudySection study, DatasetStore store, BenchOutput output)
      throws IOException {
    String folder = out == null ? "results/bench-" + full : out;
    PrintStream progressStream = System.err;
    try (SparkSession spark = start();
        ProgressDisplay progress = new ProgressDisplay(progressStream, Terminal.isInteractive())) {
      study.run(spark, full.randomness, store, folder, progress, output);
    }
  }

  // Always local, because this machine is measured.
  private static SparkSession start() {
    return SessionFactory.start("genlabel bench", MASTER);
  }
}
