package org.genlabel.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.genlabel.density.DensityKind;
import org.genlabel.experiment.CellResult;
import org.genlabel.spark.TableColumn.Kind;
import org.genlabel.train.CrossValidation;

/**
 * The tables of a run, column by column. Names, types and order are a public interface: people's
 * queries depend on them.
 *
 * @param <R> what a row is made of
 */
final class ResultSchema<R> {
  /**
   * A row of {@code cells}.
   *
   * @param attempt which start of the run it was, plus the retries of the task: 1 for all cells of
   *     a run without incident
   */
  record CellRow(String runId, CellResult result, int attempt, String host) {}

  /** A row of {@code cv_scores}: one candidate of one cell. */
  record ScoreRow(String runId, CellResult result, CrossValidation.Score score, boolean chosen) {}

  static final ResultSchema<CellRow> CELLS =
      new ResultSchema<>(
          "cells",
          columns(
              CellRow::runId,
              CellRow::result,
              List.of(
                  new TableColumn<>("status", Kind.STRING, row -> row.result().status()),
                  new TableColumn<>("error", Kind.STRING, row -> row.result().error()),
                  new TableColumn<>(
                      "test_accuracy", Kind.DOUBLE, row -> row.result().testAccuracy()),
                  new TableColumn<>(
                      "train_accuracy", Kind.DOUBLE, row -> row.result().trainAccuracy()),
                  new TableColumn<>("cv_accuracy", Kind.DOUBLE, row -> row.result().cvAccuracy()),
                  new TableColumn<>(
                      "robust_accuracy", Kind.DOUBLE, row -> row.result().robustAccuracy()),
                  new TableColumn<>(
                      "learning_rate", Kind.DOUBLE, row -> row.result().learningRate()),
                  new TableColumn<>("gamma", Kind.DOUBLE, row -> row.result().gamma()),
                  new TableColumn<>("density", Kind.STRING, row -> row.result().density()),
                  new TableColumn<>("n_train", Kind.INT, row -> row.result().trainRows()),
                  new TableColumn<>("n_test", Kind.INT, row -> row.result().testRows()),
                  new TableColumn<>("n_features", Kind.INT, row -> row.result().features()),
                  new TableColumn<>("n_classes", Kind.INT, row -> row.result().classes()),
                  new TableColumn<>(
                      "gm_train_accuracy", Kind.DOUBLE, row -> row.result().gmTrainAccuracy()),
                  new TableColumn<>(
                      "kde_train_accuracy", Kind.DOUBLE, row -> row.result().kdeTrainAccuracy()),
                  new TableColumn<>(
                      "intrusion_rate", Kind.DOUBLE, row -> row.result().intrusionRate()),
                  new TableColumn<>("seed", Kind.LONG, row -> row.result().seed()),
                  new TableColumn<>("fit_seconds", Kind.DOUBLE, row -> row.result().fitSeconds()),
                  new TableColumn<>("attempt", Kind.INT, CellRow::attempt),
                  new TableColumn<>("host", Kind.STRING, CellRow::host),
                  new TableColumn<>(
                      "finished_at", Kind.TIMESTAMP, row -> row.result().finishedAt()))));

  static final ResultSchema<ScoreRow> CV_SCORES =
      new ResultSchema<>(
          "cv_scores",
          columns(
              ScoreRow::runId,
              ScoreRow::result,
              List.of(
                  new TableColumn<>(
                      "learning_rate", Kind.DOUBLE, row -> row.score().candidate().learningRate()),
                  new TableColumn<>(
                      "gamma",
                      Kind.DOUBLE,
                      row -> {
                        OptionalDouble gamma = row.score().candidate().gamma();
                        return gamma.isPresent() ? (Object) gamma.getAsDouble() : null;
                      }),
                  new TableColumn<>(
                      "density",
                      Kind.STRING,
                      row -> row.score().candidate().density().map(DensityKind::word).orElse(null)),
                  new TableColumn<>(
                      "cv_accuracy",
                      Kind.DOUBLE,
                      row -> {
                        double accuracy = row.score().accuracy();
                        return Double.isNaN(accuracy) ? null : (Object) accuracy;
                      }),
                  new TableColumn<>("chosen", Kind.BOOLEAN, ScoreRow::chosen))));

  /** Both tables. */
  static final List<ResultSchema<?>> TABLES = List.of(CELLS, CV_SCORES);

  /** The columns that tell which cell of which run a row belongs to, and then a table's own. */
  private static <R> List<TableColumn<R>> columns(
      Function<R, String> runId, Function<R, CellResult> result, List<TableColumn<R>> own) {
    List<TableColumn<R>> columns = new ArrayList<>();
    columns.add(new TableColumn<>("run_id", Kind.STRING, runId::apply));
    columns.add(ofCell("dataset_id", Kind.INT, result, CellResult::datasetId));
    columns.add(ofCell("dataset", Kind.STRING, result, CellResult::datasetName));
    columns.add(ofCell("model", Kind.STRING, result, cell -> cell.cell().model()));
    columns.add(ofCell("scheme", Kind.STRING, result, cell -> cell.cell().scheme().word()));
    columns.add(ofCell("alpha", Kind.DOUBLE, result, cell -> cell.cell().alphaOrNull()));
    columns.add(ofCell("trial", Kind.INT, result, cell -> cell.cell().trial()));
    columns.addAll(own);
    return List.copyOf(columns);
  }

  private static <R> TableColumn<R> ofCell(
      String name, Kind kind, Function<R, CellResult> result, Function<CellResult, Object> value) {
    return new TableColumn<>(name, kind, row -> value.apply(result.apply(row)));
  }

  private final String table;
  private final List<TableColumn<R>> columns;

  private ResultSchema(String table, List<TableColumn<R>> columns) {
    this.table = table;
    this.columns = columns;
  }

  /** The table's name; also its folder's and its view's. */
  String table() {
    return table;
  }

  List<TableColumn<R>> columns() {
    return columns;
  }

  MessageType parquetSchema() {
    return new MessageType(
        table, columns.stream().map(TableColumn::parquetType).toArray(Type[]::new));
  }

  StructType sparkSchema() {
    return DataTypes.createStructType(
        columns.stream()
            .map(
                column ->
                    DataTypes.createStructField(column.name(), column.kind().sparkType(), true))
            .toArray(StructField[]::new));
  }
}
