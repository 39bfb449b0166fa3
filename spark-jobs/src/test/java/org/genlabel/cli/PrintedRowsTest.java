package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.genlabel.cli.SqlCommand.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a query prints that fails after some rows, or whose output cannot be written. */
class PrintedRowsTest {
  private static final StructType SCHEMA = new StructType().add("n", DataTypes.IntegerType);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @ParameterizedTest
  @EnumSource
  void aQueryThatFailsInItsFirstRowsPrintsNothing(Format format) {
    assertThatThrownBy(() -> print(format, rowsThenFailure(5_000)))
        .isInstanceOf(ArithmeticException.class);

    assertThat(out.size()).isZero();
    assertThat(errors.size()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"CSV", "JSON"})
  void aQueryThatFailsLaterSaysWhereItsOutputEnds(Format format) {
    assertThatThrownBy(() -> print(format, rowsThenFailure(25_000)))
        .isInstanceOf(ArithmeticException.class);

    assertThat(errors.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("genlabel: the output is not complete: it ends after row 20000");
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(20_001);
    assertThat(lines.get(lines.size() - 1))
        .as("JSON without its end, so that no parser takes it for all")
        .isEqualTo(format == Format.CSV ? "19999" : "{\"n\":19999}");
  }

  @Test
  void aTableThatFailsLaterPrintsNothing() {
    assertThatThrownBy(() -> print(Format.TABLE, rowsThenFailure(25_000)))
        .isInstanceOf(ArithmeticException.class);

    assertThat(out.size()).isZero();
    assertThat(errors.size()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void rowsOfSeveralBatchesAreAllPrinted(Format format) throws IOException {
    print(format, rows(20_000).iterator());

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(format == Format.JSON ? 20_002 : 20_001);
  }

  @ParameterizedTest
  @EnumSource
  void anOutputThatCannotBeWrittenIsAnError(Format format) {
    PrintStream full =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                throw new IOException("No space left on device");
              }
            },
            false,
            StandardCharsets.UTF_8);

    assertThatThrownBy(() -> SqlCommand.print(format, SCHEMA, rows(1).iterator(), full, full))
        .isInstanceOf(IOException.class)
        .hasMessage("standard output cannot be written to: closed, or its disk is full");
  }

  private void print(Format format, Iterator<Row> rows) throws IOException {
    try (PrintStream outStream = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream errorStream = new PrintStream(errors, false, StandardCharsets.UTF_8)) {
      SqlCommand.print(format, SCHEMA, rows, outStream, errorStream);
    }
  }

  private static List<Row> rows(int count) {
    return IntStream.range(0, count)
        .<Row>mapToObj(n -> new GenericRowWithSchema(new Object[] {n}, SCHEMA))
        .toList();
  }

  private static Iterator<Row> rowsThenFailure(int count) {
    Iterator<Row> rows = rows(count).iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public Row next() {
        if (!rows.hasNext()) {
          throw new ArithmeticException("division by zero");
        }
        return rows.next();
      }
    };
  }
}
