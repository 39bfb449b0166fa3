package org.genlabel.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.genlabel.density.DensityKind;
import org.genlabel.experiment.CellResult;
import org.genlabel.experiment.Metric;
import org.genlabel.results.TableColumn.Kind;
import org.genlabel.train.Evaluation;

/**
 * The tables of a run, column by column. Names, types and order are a public interface, on which
 * users' queries depend.
 *
 * @param <R> what a row is made from
 */
public final class ResultSchema<R> {
  /**
   * A row of {@code cells}.
   *
   * @param attempt number of the run's attempt, plus the retries of the task; 1 for all cells of a
   *     run without failures of tasks
   */
  record CellRow(String runId, CellResult result, int attempt, String host) {}

  /** A row of {@code cv_scores}: one candidate of one cell. */
  record ScoreRow(String runId, CellResult result, Evaluation.Score score, boolean chosen) {}

  // Metrics and densities of the first version, whose columns are in this order among the others.
  private static final Set<String> PLACED =
      Set.of(
          "test_accuracy",
          "train_accuracy",
          "robust_accuracy",
          "gm_train_accuracy",
          "kde_train_accuracy");

  public static final ResultSchema<CellRow> CELLS = cells(columnsOfTables());

  public static final ResultSchema<ScoreRow> CV_SCORES =
      new ResultSchema<>(
          "cv_scores",
          List.of(),
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
                      row -> row.score().candidate().density().map(DensityKind::key).orElse(null)),
                  new TableColumn<>(
                      "cv_accuracy",
                      Kind.DOUBLE,
                      row -> {
                        double accuracy = row.score().accuracy();
                        return Double.isNaN(accuracy) ? null : (Object) accuracy;
                      }),
                  new TableColumn<>("chosen", Kind.BOOLEAN, ScoreRow::chosen))));

  /** All tables. */
  public static final List<ResultSchema<?>> TABLES = List.of(CELLS, CV_SCORES);

  private static List<TableColumn<CellRow>> columnsOfCells() {
    return List.of(
        ofCells("status", Kind.STRING, CellResult::status),
        ofCells("error", Kind.STRING, CellResult::error),
        ofMetric("test_accuracy"),
        ofMetric("train_accuracy"),
        ofCells("cv_accuracy", Kind.DOUBLE, result -> result.choice().cvAccuracy()),
        ofMetric("robust_accuracy"),
        ofCells("learning_rate", Kind.DOUBLE, result -> result.choice().learningRate()),
        ofCells("gamma", Kind.DOUBLE, result -> result.choice().gamma()),
        ofCells("density", Kind.STRING, result -> result.choice().density()),
        ofCells("n_train", Kind.INT, result -> result.facts().trainRows()),
        ofCells("n_test", Kind.INT, result -> result.facts().testRows()),
        ofCells("n_features", Kind.INT, result -> result.facts().features()),
        ofCells("n_classes", Kind.INT, result -> result.facts().classes()),
        ofFit(DensityKind.GM),
        ofFit(DensityKind.KDE),
        ofCells("intrusion_rate", Kind.DOUBLE, result -> result.choice().intrusionRate()),
        ofCells("seed", Kind.LONG, CellResult::seed),
        ofCells("fit_seconds", Kind.DOUBLE, CellResult::fitSeconds),
        new TableColumn<>("attempt", Kind.INT, CellRow::attempt),
        new TableColumn<>("host", Kind.STRING, CellRow::host),
        ofCells("finished_at", Kind.TIMESTAMP, CellResult::finishedAt));
  }

  /** Returns the columns of the tables of metrics and densities. */
  private static List<TableColumn<CellRow>> columnsOfTables() {
    return Stream.concat(
            Stream.of(Metric.values()).map(metric -> ofMetric(metric.column())),
            Stream.of(DensityKind.values())
                .filter(DensityKind::measuresFit)
                .map(ResultSchema::ofFit))
        .toList();
  }

  /**
   * Returns the table of cells.
   *
   * @param ofTables columns of the tables of metrics and densities; those without a place among the
   *     other columns are newer and come at the end
   * @throws IllegalArgumentException if one has the name of another column
   */
  static ResultSchema<CellRow> cells(List<TableColumn<CellRow>> ofTables) {
    List<TableColumn<CellRow>> columns = columns(CellRow::runId, CellRow::result, columnsOfCells());
    Set<String> names = columns.stream().map(TableColumn::name).collect(Collectors.toSet());
    for (TableColumn<CellRow> column : ofTables) {
      if (names.contains(column.name()) && !PLACED.contains(column.name())) {
        throw new IllegalArgumentException("cells has another column " + column.name());
      }
    }
    List<TableColumn<CellRow>> later =
        ofTables.stream().filter(column -> !names.contains(column.name())).toList();
    return new ResultSchema<>("cells", later, columns);
  }

  /** Returns the column of a metric; its values are null if there is no metric of that name. */
  private static TableColumn<CellRow> ofMetric(String name) {
    Optional<Metric> metric = Metric.ofColumn(name);
    return ofCells(name, Kind.DOUBLE, result -> metric.map(result::value).orElse(null));
  }

  /** Returns the column for the share of training rows that a density classifies correctly. */
  private static TableColumn<CellRow> ofFit(DensityKind kind) {
    return ofCells(
        kind.key() + "_train_accuracy",
        Kind.DOUBLE,
        result -> result.facts().densityFits().get(kind));
  }

  private static TableColumn<CellRow> ofCells(
      String name, Kind kind, Function<CellResult, Object> value) {
    return ofCell(name, kind, CellRow::result, value);
  }

  /**
   * Returns the columns that identify the run and the cell of a row, followed by a table's other
   * columns.
   */
  private static <R> List<TableColumn<R>> columns(
      Function<R, String> runId, Function<R, CellResult> result, List<TableColumn<R>> own) {
    List<TableColumn<R>> columns = new ArrayList<>();
    columns.add(new TableColumn<>("run_id", Kind.STRING, runId::apply));
    columns.add(ofCell("dataset_id", Kind.INT, result, CellResult::datasetId));
    columns.add(ofCell("dataset", Kind.STRING, result, CellResult::datasetName));
    columns.add(ofCell("model", Kind.STRING, result, cell -> cell.cell().model().key()));
    columns.add(ofCell("scheme", Kind.STRING, result, cell -> cell.cell().scheme().key()));
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
  private final int first;

  /**
   * Creates a table.
   *
   * @param later columns that earlier versions did not write
   * @param first columns that every version has written, in order
   */
  private ResultSchema(String table, List<TableColumn<R>> later, List<TableColumn<R>> first) {
    this.table = table;
    this.columns = Stream.concat(first.stream(), later.stream()).toList();
    this.first = first.size();
  }

  /** Returns the name of the table, its folder and its view. */
  public String table() {
    return table;
  }

  public List<TableColumn<R>> columns() {
    return columns;
  }

  /**
   * Returns whether rows of a file can be rows of the table: its first columns are those that every
   * version has written, in order. Columns of later versions may be missing, and further columns
   * may follow.
   */
  boolean accepts(GroupType file) {
    return file.getFieldCount() >= first
        && IntStream.range(0, first).allMatch(i -> columns.get(i).isOfKind(file.getType(i)))
        && columns.stream()
            .filter(column -> file.containsField(column.name()))
            .allMatch(column -> column.isOfKind(file.getType(column.name())));
  }

  /** Converts a row of a file that {@link #accepts} accepts to a row of the table. */
  Group conform(Group row) {
    GroupType file = row.getType();
    boolean conforms =
        file.getFieldCount() >= columns.size()
            && IntStream.range(0, columns.size())
                .allMatch(i -> file.getFieldName(i).equals(columns.get(i).name()));
    if (conforms) {
      return row;
    }
    Group conforming = new SimpleGroup(parquetSchema());
    columns.forEach(column -> column.copy(row, conforming));
    return conforming;
  }

  MessageType parquetSchema() {
    return new MessageType(
        table, columns.stream().map(TableColumn::parquetType).toArray(Type[]::new));
  }
}
