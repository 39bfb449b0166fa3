package org.genlabel.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.genlabel.density.DensityKind;
import org.genlabel.experiment.Metric;
import org.genlabel.spark.SampleOutcomes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how the program's tables of metrics and densities become columns of the results. */
class ResultSchemaTest {
  private static final List<String> NAMES =
      ResultSchema.CELLS.columns().stream().map(TableColumn::name).toList();

  @Test
  void everyMetricHasOneColumn() {
    assertThat(NAMES)
        .doesNotHaveDuplicates()
        .containsAll(Stream.of(Metric.values()).map(Metric::column).toList());
  }

  @Test
  void everyDensityWhoseFitIsMeasuredHasOneColumnAndTheOthersHaveNone() {
    for (DensityKind kind : DensityKind.values()) {
      assertThat(NAMES.contains(kind.key() + "_train_accuracy"))
          .as(kind.key())
          .isEqualTo(kind.measuresFit());
    }
  }

  @Test
  void columnsOfLaterRowsComeAfterThoseThatAllResultsHave() {
    List<String> later = NAMES.subList(NAMES.indexOf("finished_at") + 1, NAMES.size());

    assertThat(NAMES.indexOf("finished_at")).isEqualTo(27);
    assertThat(later)
        .containsExactlyElementsOf(
            Stream.concat(
                    Stream.of(Metric.values()).map(Metric::column),
                    Stream.of(DensityKind.values())
                        .filter(DensityKind::measuresFit)
                        .map(kind -> kind.key() + "_train_accuracy"))
                .filter(name -> NAMES.indexOf(name) > 27)
                .toList());
  }

  @Test
  void valuesOfACellAreThoseOfItsResult() {
    ResultSchema.CellRow ok =
        new ResultSchema.CellRow("run", SampleOutcomes.ok(0, 0.5).result(), 1, "here");
    ResultSchema.CellRow failed =
        new ResultSchema.CellRow("run", SampleOutcomes.failed(0).result(), 1, "here");

    assertThat(value(ok, "model")).isEqualTo("softmax-regression");
    assertThat(value(ok, "test_accuracy")).isEqualTo(0.5);
    assertThat(value(ok, "train_accuracy")).isEqualTo(0.75);
    assertThat(value(ok, "kde_train_accuracy")).isEqualTo(0.8);
    assertThat(value(ok, "robust_accuracy")).isNull();
    for (String name : List.of("test_accuracy", "n_train", "gm_train_accuracy", "gamma")) {
      assertThat(value(failed, name)).as(name).isNull();
    }
  }

  private static Object value(ResultSchema.CellRow row, String name) {
    return ResultSchema.CELLS.columns().get(NAMES.indexOf(name)).value().apply(row);
  }

  private static final ResultSchema<ResultSchema.CellRow> OF_A_LATER_VERSION =
      ResultSchema.cells(
          List.of(
              new TableColumn<>("test_accuracy", TableColumn.Kind.DOUBLE, row -> 0.5),
              new TableColumn<>("later", TableColumn.Kind.DOUBLE, row -> 0.5)));

  @Test
  void laterRowsOfATableAreColumnsAtTheEnd() {
    List<String> names = OF_A_LATER_VERSION.columns().stream().map(TableColumn::name).toList();

    assertThat(names).hasSize(29).startsWith(NAMES.subList(0, 28).toArray(String[]::new));
    assertThat(names.get(28)).isEqualTo("later");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gamma", "cv_accuracy", "run_id", "finished_at"})
  void nameOfAnotherColumnIsRefused(String name) {
    TableColumn<ResultSchema.CellRow> column =
        new TableColumn<>(name, TableColumn.Kind.DOUBLE, row -> 0.5);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResultSchema.cells(List.of(column)))
        .withMessageContaining(name);
  }

  @Test
  void filesOfEarlierAndLaterVersionsAreOfTheTable() {
    MessageType later = OF_A_LATER_VERSION.parquetSchema();
    MessageType first = new MessageType("cells", later.getFields().subList(0, 28));
    MessageType tooFew = new MessageType("cells", later.getFields().subList(0, 27));
    List<Type> otherKind = new ArrayList<>(first.getFields());
    otherKind.add(Types.optional(PrimitiveTypeName.INT32).named("later"));

    assertThat(OF_A_LATER_VERSION.accepts(later)).isTrue();
    assertThat(OF_A_LATER_VERSION.accepts(first)).isTrue();
    assertThat(ResultSchema.CELLS.accepts(later)).isTrue();
    assertThat(OF_A_LATER_VERSION.accepts(tooFew)).isFalse();
    assertThat(OF_A_LATER_VERSION.accepts(new MessageType("cells", otherKind))).isFalse();
    assertThat(OF_A_LATER_VERSION.accepts(ResultSchema.CV_SCORES.parquetSchema())).isFalse();
  }

  @Test
  void aRowOfAnEarlierVersionKeepsItsValuesAndHasNoLaterOnes() {
    MessageType first =
        new MessageType("cells", OF_A_LATER_VERSION.parquetSchema().getFields().subList(0, 28));
    ResultSchema.CellRow row =
        new ResultSchema.CellRow("run", SampleOutcomes.ok(0, 0.5).result(), 1, "here");
    Group earlier = new SimpleGroup(first);
    OF_A_LATER_VERSION.columns().subList(0, 28).forEach(column -> column.write(row, earlier));

    Group conforming = OF_A_LATER_VERSION.conform(earlier);

    assertThat(conforming.getType()).isEqualTo(OF_A_LATER_VERSION.parquetSchema());
    assertThat(conforming).hasToString(earlier.toString());
    assertThat(conforming.getFieldRepetitionCount("later")).isZero();
    assertThat(ResultSchema.CELLS.conform(conforming).getDouble("test_accuracy", 0)).isEqualTo(0.5);
  }
}
