package org.genlabel.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.genlabel.spark.ResultTables;

/**
 * The rows of a run's tables as text, every digit of every number, without what may differ from run
 * to run.
 */
public final class ResultRows {
  private static final Set<String> OF_THE_ATTEMPT =
      Set.of("host", "attempt", "fit_seconds", "finished_at");

  private ResultRows() {}

  /** Returns the rows of {@code cells}, sorted. */
  public static List<String> cells(SparkSession spark, ResultStore store) {
    try {
      return rendered(
          new ResultTables(spark, store).cells(spark.sparkContext().hadoopConfiguration()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the rows of {@code cv_scores}, sorted. */
  public static List<String> scores(SparkSession spark, ResultStore store) {
    try {
      return rendered(
          new ResultTables(spark, store).cvScores(spark.sparkContext().hadoopConfiguration()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> rendered(Dataset<Row> rows) {
    List<String> columns =
        Stream.of(rows.columns()).filter(column -> !OF_THE_ATTEMPT.contains(column)).toList();
    return rows.collectAsList().stream()
        .map(
            row ->
                columns.stream()
                    .map(column -> column + "=" + row.getAs(column))
                    .collect(Collectors.joining(" ")))
        .sorted()
        .toList();
  }

  /** Returns the SHA-256 of both tables' rows. */
  public static String digest(SparkSession spark, ResultStore store) {
    String text =
        String.join("\n", cells(spark, store)) + "\n\n" + String.join("\n", scores(spark, store));
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
