package org.genlabel.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.cli.progress.FetchDisplay;
import org.genlabel.cli.progress.Terminal;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.data.openml.DatasetFetch;
import org.genlabel.data.openml.DatasetSource;
import org.genlabel.data.openml.FetchLimits;
import org.genlabel.data.openml.FetchOutcome;
import org.genlabel.data.openml.FetchOutcome.State;
import org.genlabel.data.openml.FetchTarget;
import org.genlabel.data.openml.FolderSource;
import org.genlabel.data.openml.OpenMlClient;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.config.InvalidConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code genlabel datasets fetch}: fetches datasets from OpenML, a mirror, or a cache. */
@Command(
    name = "fetch",
    description = {
      "Fetches datasets from OpenML: the IDs given; without IDs, those of the paper that no other"
          + " folder of data.path or --data has; with --all, all of the paper.",
      "A file gets its name once it is complete, has the MD5 stated by OpenML, and has the rows,"
          + " features and classes of the catalog. A dataset that is there and unchanged is not"
          + " fetched again, so the same command goes on where another was stopped. Needs no"
          + " network for what is there, or for --from FOLDER."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  genlabel datasets fetch                   what the paper's study still lacks",
      "  genlabel datasets fetch 61 1464           these two",
      "  genlabel datasets fetch --from ~/.cache/openml",
      "  genlabel datasets fetch --all --to hdfs:///datasets"
    })
final class DatasetsFetchCommand implements Callable<Integer> {
  private static final String PAPER = "paper";
  private static final int BYTES_OF_MEGABYTE = 1_000_000;
  // Larger files are not read by runs either.
  private static final int MOST_MEGABYTES = 1000;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Numbers of OpenML's datasets.")
  private List<String> ids = new ArrayList<>();

  @Mixin private DataOptions data;

  @Option(
      names = "--all",
      description = "The paper's 133 datasets into --to, also those that another folder has.")
  private boolean all;

  @Option(
      names = "--to",
      paramLabel = "URI",
      description =
          "Where they land, as ID/dataset.arff: a folder, or a URI of a Hadoop file system."
              + " Default: the second folder of data.path (datasets/openml below the checkout),"
              + " where runs find them.")
  private String to;

  @Option(
      names = "--from",
      paramLabel = "URL",
      defaultValue = OpenMlClient.OPENML,
      description =
          "A service like OpenML's, what stands before /api/v1/json/data/ID; files that its"
              + " descriptions place at openml.org are then taken from it. Or a folder: with"
              + " ID/dataset.arff, or a cache of openml-python (~/.cache/openml)."
              + " Default: ${DEFAULT-VALUE}")
  private String from;

  @Option(
      names = "--time-limit",
      paramLabel = "MINUTES",
      defaultValue = "60",
      description = "For all together. Default: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(
      names = "--size-limit",
      paramLabel = "MB",
      defaultValue = "100",
      description = "For each file, uncompressed. Default: ${DEFAULT-VALUE}.")
  private int megabytes;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ExperimentConfig config = data.readConfig();
    DatasetCatalog catalog = new DatasetCatalog();
    Configuration configuration = new Configuration();
    String folder = to == null ? defaultTarget(config) : to;
    List<Integer> wanted = wanted(config, catalog, configuration, folder);
    if (wanted.isEmpty()) {
      System.out.println("Nothing to fetch: other folders have all datasets of the paper");
      return ExitCode.DONE;
    }
    FetchLimits limits = limits();
    FetchTarget target = new FetchTarget(folder, configuration);
    PrintStream errors = System.err;
    List<FetchOutcome> outcomes;
    DatasetSource source = source(configuration, limits);
    try (FetchDisplay display = new FetchDisplay(errors, Terminal.isInteractive(), wanted.size())) {
      outcomes = new DatasetFetch(catalog, source, target, limits, display).fetch(wanted);
    }
    return report(new FetchReport(outcomes, folder), errors);
  }

  private String defaultTarget(ExperimentConfig config) {
    List<String> folders = new Home().folders(config.dataPath());
    if (folders.isEmpty()) {
      throw new InvalidConfigException("data.path is empty; say with --to where datasets go");
    }
    return folders.get(Math.min(1, folders.size() - 1));
  }

  private FetchLimits limits() {
    if (minutes < 1) {
      throw new InvalidConfigException("--time-limit " + minutes + ": at least 1 minute is needed");
    }
    if (megabytes < 1 || megabytes > MOST_MEGABYTES) {
      throw new InvalidConfigException(
          "--size-limit " + megabytes + ": 1 to " + MOST_MEGABYTES + " MB are allowed");
    }
    return FetchLimits.of(megabytes * BYTES_OF_MEGABYTE, Duration.ofMinutes(minutes));
  }

  private DatasetSource source(Configuration configuration, FetchLimits limits) throws IOException {
    return from.matches("(?i)https?:.*")
        ? new OpenMlClient(from, limits)
        : new FolderSource(from, configuration, limits);
  }

  private List<Integer> wanted(
      ExperimentConfig config, DatasetCatalog catalog, Configuration configuration, String folder) {
    if (!ids.isEmpty()) {
      if (all) {
        throw new InvalidConfigException("either --all or IDs, not both");
      }
      return ids.stream().map(text -> id(text, catalog)).toList();
    }
    List<Integer> paper = catalog.inSet(PAPER).stream().map(DatasetCatalog.Entry::id).toList();
    if (all) {
      return paper;
    }
    Set<Integer> elsewhere = elsewhere(config, catalog, configuration, folder);
    return paper.stream().filter(id -> !elsewhere.contains(id)).toList();
  }

  /**
   * Returns what runs find without the target, whose files are checked again because they may be
   * damaged.
   */
  private Set<Integer> elsewhere(
      ExperimentConfig config, DatasetCatalog catalog, Configuration configuration, String folder) {
    Set<String> own =
        new DatasetStore(List.of(folder), configuration, catalog)
            .list().stream().map(DatasetStore.Located::uri).collect(Collectors.toSet());
    Set<Integer> elsewhere = new HashSet<>();
    for (DatasetStore.Located located : data.store(config, catalog, configuration).list()) {
      if (!own.contains(located.uri())) {
        located.id().ifPresent(elsewhere::add);
      }
    }
    return elsewhere;
  }

  private static int id(String text, DatasetCatalog catalog) {
    // Nine digits are more than OpenML has, and fit.
    if (text.matches("[1-9][0-9]{0,8}")) {
      return Integer.parseInt(text);
    }
    List<String> named =
        catalog.byName(text).stream().map(entry -> Integer.toString(entry.id())).toList();
    throw new InvalidConfigException(
        "'"
            + text
            + "' is no id of OpenML: a whole number from 1 to 999999999 is needed"
            + (named.isEmpty() ? "" : ", for this name " + String.join(" or ", named)));
  }

  private static int report(FetchReport report, PrintStream errors) {
    System.out.println(report.summary());
    report.notes().forEach(errors::println);
    long failed = report.count(State.FAILED);
    if (failed == 0) {
      return ExitCode.DONE;
    }
    errors.printf(Locale.ROOT, "genlabel: %d of the datasets could not be fetched:%n", failed);
    report.failures().forEach(line -> errors.println("  " + line));
    return ExitCode.INVALID_INPUT;
  }
}
