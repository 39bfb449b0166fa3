package org.genlabel.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import java.util.concurrent.Callable;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.genlabel.data.InvalidDataException;
import org.genlabel.experiment.config.InvalidConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code genlabel sql}: queries the results of a run. */
@Command(
    name = "sql",
    description = {
      "Queries the results of a run with Spark SQL.",
      "Views:",
      "  cells         one row per cell: run_id, dataset_id, dataset, model, scheme, alpha, trial,"
          + " status, error, test_accuracy, train_accuracy, cv_accuracy, robust_accuracy,"
          + " learning_rate, gamma, density, n_train, n_test, n_features, n_classes,"
          + " gm_train_accuracy, kde_train_accuracy, intrusion_rate, seed, fit_seconds, attempt,"
          + " host, finished_at",
      "  cv_scores     one row per candidate of a cell: run_id to trial as above, learning_rate,"
          + " gamma, density, cv_accuracy, chosen",
      "  means         over the trials of a dataset, scheme and alpha: dataset_id, dataset, model,"
          + " scheme, alpha, trials, correct, tested, test_accuracy, published_accuracy,"
          + " train_accuracy",
      "  gains         a scheme beside another on a dataset: dataset_id, dataset, model, alpha,"
          + " scheme, baseline, trials, tested, correct, baseline_correct, test_accuracy,"
          + " baseline_accuracy, gain, comparison, published_comparison",
      "  scheme_means  a scheme over datasets: model, alpha, scheme, population (all or fit),"
          + " datasets, test_accuracy",
      "  win_tie_loss  a scheme beside another over datasets: model, alpha, scheme, baseline,"
          + " population, datasets, higher, on_par, lower, published_higher, published_on_par,"
          + " published_lower, test_accuracy, baseline_accuracy, gain",
      "  histogram     gains in bins of one point: model, alpha, scheme, baseline, population, bin,"
          + " datasets",
      "  fit_datasets  what a density fits: dataset_id, dataset, gm_train_accuracy,"
          + " kde_train_accuracy",
      "  populations   which dataset is in all, and which in fit: population, dataset_id, dataset",
      "Accuracies and gains are fractions; submit/views.sql has the definitions."
    },
    preprocessor = SqlCommand.LeadingComment.class)
final class SqlCommand implements Callable<Integer> {
  private static final String NO_SUCH_VIEW = "TABLE_OR_VIEW_NOT_FOUND";
  private static final int ROWS_AT_ONCE = 10_000;

  /** How rows are printed. */
  enum Format {
    TABLE,
    CSV,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private RunOptions options;

  @Parameters(
      index = "1",
      paramLabel = "QUERY",
      description = "One SQL statement that reads: SELECT, WITH, SHOW, DESCRIBE, ...")
  private String query;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Override
  public Integer call() throws Exception {
    try (SparkSession spark = options.startSpark("genlabel sql")) {
      RunOptions.OpenRun run = options.open(spark);
      run.tables().createViewsFor(query, run.configuration());
      ReadOnlyQuery.require(spark, query);
      spark.sparkContext().setJobDescription(query);
      Dataset<Row> rows = spark.sql(query);
      // Collected, because tasks of an iterator would not use the session's settings and still
      // compile.
      print(
          format,
          rows.schema(),
          run.isSmall() ? rows.collectAsList().iterator() : rows.toLocalIterator(),
          System.out,
          System.err);
      return ExitCode.DONE;
    } catch (IOException e) {
      if (System.out.checkError() && hasReaderEnded()) {
        // As in "sql ... | head": the reader has what it wanted.
        return ExitCode.DONE;
      }
      throw e;
    } catch (StackOverflowError e) {
      throw new InvalidConfigException("query: nested too deeply for Spark; split it", e);
    } catch (Exception e) {
      Optional<InvalidDataException> unreadable = UnreadableResults.of(e);
      if (unreadable.isPresent()) {
        throw unreadable.get();
      }
      // Spark's errors for a query, from its syntax to a division by zero, are about the user's
      // input.
      if (e instanceof SparkThrowable named && named.getCondition() != null) {
        String advice =
            named.getCondition().startsWith(NO_SUCH_VIEW) ? " SHOW VIEWS lists them." : "";
        throw new InvalidConfigException("query: " + firstLine(e.getMessage()) + advice, e);
      }
      throw e;
    }
  }

  private static String firstLine(String message) {
    return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("not valid");
  }

  /**
   * Prints rows. Nothing is printed if the first of them cannot be computed, which is how most
   * queries fail; if later ones cannot, a line on standard error says where the output ends.
   *
   * @throws IOException if the output cannot be written
   */
  static void print(
      Format format, StructType schema, Iterator<Row> rows, PrintStream out, PrintStream errors)
      throws IOException {
    List<Row> batch = next(rows);
    RowPrinter printer =
        switch (format) {
          case TABLE -> RowPrinter.table(schema, out);
          case CSV -> RowPrinter.csv(schema, out);
          case JSON -> RowPrinter.json(out);
        };
    long added = 0;
    while (!batch.isEmpty()) {
      batch.forEach(printer::add);
      added += batch.size();
      requireWritten(out);
      boolean isRead = false;
      try {
        batch = next(rows);
        isRead = true;
      } finally {
        // A table is printed as a whole.
        if (!isRead && format != Format.TABLE) {
          errors.println("genlabel: the output is not complete: it ends after row " + added);
        }
      }
    }
    printer.finish();
    requireWritten(out);
  }

  private static List<Row> next(Iterator<Row> rows) {
    List<Row> batch = new ArrayList<>();
    while (batch.size() < ROWS_AT_ONCE && rows.hasNext()) {
      batch.add(rows.next());
    }
    return batch;
  }

  /** A PrintStream only remembers that its disk is full or that its reader has ended. */
  private static void requireWritten(PrintStream out) throws IOException {
    if (out.checkError()) {
      throw new IOException("standard output cannot be written to: closed, or its disk is full");
    }
  }

  /** Returns whether standard output is a pipe that nobody reads from any more. */
  private static boolean hasReaderEnded() {
    // Not closed: that would close standard output for the rest of the program too.
    FileOutputStream raw = new FileOutputStream(FileDescriptor.out);
    try {
      raw.write('\n');
      return false;
    } catch (IOException e) {
      return "Broken pipe".equals(e.getMessage());
    }
  }

  /**
   * Makes a query that begins with a comment of two dashes a parameter; it would be an unknown
   * option otherwise. Names of options have a letter after their dashes, and no line end.
   */
  static final class LeadingComment implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> arguments,
        CommandSpec command,
        ArgSpec argument,
        Map<String, Object> information) {
      arguments.replaceAll(text -> isComment(text) ? " " + text : text);
      return false;
    }

    private static boolean isComment(String text) {
      return text.startsWith("--")
          && text.length() > 2
          && (!Character.isLetter(text.charAt(2)) || text.lines().count() > 1);
    }
  }
}
