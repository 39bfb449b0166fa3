package org.genlabel.cli;

import java.io.PrintStream;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.util.VersionInfo;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.package$;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.PrintableText;
import org.genlabel.experiment.config.InvalidConfigException;
import org.genlabel.experiment.config.ProgramVersion;
import org.genlabel.results.OutputException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program's commands. Results go to standard output, progress and errors to standard error. */
@Command(
    name = "genlabel",
    description = "The GenLabel study (Sohn et al., ICML 2022) on Apache Spark.",
    subcommands = {
      RunCommand.class,
      ReportCommand.class,
      SqlCommand.class,
      DatasetsCommand.class,
      FiguresCommand.class,
      BenchCommand.class,
      CostsCommand.class
    },
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Main.ProgramAndPlatform.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done, but some cells failed",
      "2:wrong usage, configuration or data",
      "3:broken off: an executor lost, a disk full, or a bug"
    })
public final class Main implements Runnable {
  // Later versions lack Subject.getSubject, which Hadoop's client calls before the version below.
  private static final int NEWEST_JAVA_OF_OLD_HADOOP = 22;
  private static final Version HADOOP_OF_LATER_JAVA = Version.parse("3.4.3");

  @Spec private CommandLine.Model.CommandSpec spec;

  private boolean verbose;

  private Main() {}

  /** Logs more. */
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Shows Spark's log, and stack traces with errors.")
  void setVerbose(boolean verbose) {
    this.verbose = verbose;
    if (verbose) {
      Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.INFO);
    }
  }

  public static void main(String[] arguments) {
    System.exit(runOrBreakOff(arguments));
  }

  /**
   * Runs a command and returns its exit code, also after an Error: Java's own, 1, has another
   * meaning here.
   */
  private static int runOrBreakOff(String... arguments) {
    try {
      return run(System.err, arguments);
    } catch (OutOfMemoryError e) {
      System.err.println(
          "genlabel: broken off: "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MB of heap are too little (GENLABEL_MEMORY=8g gives more)");
      return ExitCode.BROKEN_OFF;
    } catch (Error e) {
      System.err.println("genlabel: broken off by " + PrintableText.line(e.toString()));
      return ExitCode.BROKEN_OFF;
    }
  }

  /** Runs a command and returns its exit code. */
  static int run(PrintStream errors, String... arguments) {
    if (Runtime.version().feature() > NEWEST_JAVA_OF_OLD_HADOOP
        && Version.parse(VersionInfo.getVersion()).compareTo(HADOOP_OF_LATER_JAVA) < 0) {
      errors.println(
          "genlabel: Java "
              + Runtime.version().feature()
              + " is too new for Hadoop "
              + VersionInfo.getVersion()
              + ": use Java 17 to "
              + NEWEST_JAVA_OF_OLD_HADOOP
              + " (JAVA_HOME)");
      return ExitCode.INVALID_INPUT;
    }
    Main main = new Main();
    return new CommandLine(main)
        .setCaseInsensitiveEnumValuesAllowed(true)
        // A query or a setting that begins with @ is not the name of a file with arguments.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(
            (exception, wrong) -> {
              CommandLine command = exception.getCommandLine();
              errors.println(
                  "genlabel: "
                      + PrintableText.line(exception.getMessage())
                      + " ("
                      + command.getCommandSpec().qualifiedName()
                      + " --help shows the usage)");
              return ExitCode.INVALID_INPUT;
            })
        .setExecutionExceptionHandler(
            (exception, commandLine, parsed) -> main.report(exception, errors))
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Missing command: run, report, figures, sql, datasets, bench or costs");
  }

  private int report(Exception exception, PrintStream errors) {
    if (exception instanceof StoppedException) {
      return ExitCode.BROKEN_OFF;
    }
    Optional<String> ofTheUser = userError(exception);
    if (ofTheUser.isPresent()) {
      errors.println("genlabel: " + PrintableText.line(ofTheUser.get()));
    } else if (exception instanceof OutputException) {
      errors.println("genlabel: " + PrintableText.line(exception.getMessage()));
    } else {
      String message =
          exception.getMessage() == null
              ? ""
              : ": " + exception.getMessage().lines().findFirst().orElse("");
      errors.println(
          "genlabel: broken off by "
              + exception.getClass().getSimpleName()
              + PrintableText.line(message)
              + " (--verbose shows more)");
    }
    if (verbose) {
      // Not a field, because log4j is slow to start, and most errors need no logger.
      LoggerFactory.getLogger(Main.class).error("the command ended with", exception);
    }
    return ofTheUser.isPresent() ? ExitCode.INVALID_INPUT : ExitCode.BROKEN_OFF;
  }

  /** Returns what is wrong with the user's input; empty for other errors. */
  private static Optional<String> userError(Exception exception) {
    if (exception instanceof InvalidConfigException || exception instanceof InvalidDataException) {
      return Optional.of(exception.getMessage());
    }
    if (exception instanceof InvalidPathException path) {
      return Optional.of(path.getInput() + ": is no path: " + path.getReason());
    }
    return UnreadableResults.of(exception).map(Exception::getMessage);
  }

  /** The versions of the program and of its platform. */
  static final class ProgramAndPlatform implements IVersionProvider {
    @Override
    public String[] getVersion() {
      ProgramVersion program = ProgramVersion.current();
      return new String[] {
        String.format(
            Locale.ROOT,
            "genlabel %s (commit %s), Spark %s, Java %s",
            program.version(),
            program.commit(),
            package$.MODULE$.SPARK_VERSION(),
            System.getProperty("java.version"))
      };
    }
  }
}
