package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class RowPrinterTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("scheme", DataTypes.StringType)
          .add("alpha", DataTypes.DoubleType)
          .add("n", DataTypes.LongType);

  @Test
  void aTableRoundsToSixDigitsAndNamesNulls() {
    String text =
        printed(
            RowPrinter::table,
            row("mixup", 1.0 / 3, 5L),
            row("genlabel-gm", null, 12L),
            row(null, 2.0, null),
            row("x", 1e-7 / 3, 1L),
            row("y", 0.25, 1L));

    assertThat(text)
        .isEqualTo(
            """
            scheme             alpha     n
            mixup           0.333333     5
            genlabel-gm         NULL    12
            NULL                 2.0  NULL
            x            3.33333e-08     1
            y                   0.25     1
            """);
  }

  @Test
  void zerosBeforeThePointStay() {
    String text =
        printed(
            RowPrinter::table,
            row("a", 123459.7, 1L),
            row("b", 199999.6, 1L),
            row("c", 10.00000001, 1L));

    assertThat(text)
        .isEqualTo(
            """
            scheme   alpha  n
            a       123460  1
            b       200000  1
            c           10  1
            """);
  }

  @Test
  void aTableShowsNanAndInfinityAsWords() {
    assertThat(
            printed(
                RowPrinter::table,
                row("a", Double.NaN, 1L),
                row("b", Double.NEGATIVE_INFINITY, 2L)))
        .contains("NaN", "-Infinity");
  }

  @Test
  void csvKeepsEveryDigitAndLeavesNullsEmpty() {
    String text = printed(RowPrinter::csv, row("mixup", 0.1 + 0.2, 5L), row(null, null, null));

    assertThat(text).isEqualTo("scheme,alpha,n\nmixup,0.30000000000000004,5\n,,\n");
  }

  @Test
  void csvQuotesWhatWouldBeMisread() {
    String text =
        printed(
            RowPrinter::csv,
            row("a,b", 1.0, 1L),
            row("say \"so\"", 1.0, 1L),
            row("two\nlines", 1.0, 1L),
            row("return\r", 1.0, 1L),
            row("it's plain", 1.0, 1L));

    assertThat(text)
        .isEqualTo(
            "scheme,alpha,n\n"
                + "\"a,b\",1.0,1\n"
                + "\"say \"\"so\"\"\",1.0,1\n"
                + "\"two\nlines\",1.0,1\n"
                + "\"return\r\",1.0,1\n"
                + "it's plain,1.0,1\n");
  }

  @Test
  void csvQuotesTheHeaderToo() {
    StructType schema = new StructType().add("count(a, \"b\")", DataTypes.LongType);

    assertThat(printed(schema, RowPrinter::csv)).isEqualTo("\"count(a, \"\"b\"\")\"\n");
  }

  @Test
  void jsonIsOneArrayWithNullsKept() throws JsonProcessingException {
    String text = printed(RowPrinter::json, row("a\"b\n", 0.1 + 0.2, 5L), row(null, null, null));

    JsonNode json = new ObjectMapper().readTree(text);
    assertThat(json.isArray()).isTrue();
    assertThat(json.size()).isEqualTo(2);
    assertThat(json.get(0).get("scheme").asText()).isEqualTo("a\"b\n");
    assertThat(json.get(0).get("alpha").asDouble()).isEqualTo(0.1 + 0.2);
    assertThat(json.get(0).get("n").asLong()).isEqualTo(5);
    assertThat(json.get(1).has("alpha")).isTrue();
    assertThat(json.get(1).get("alpha").isNull()).isTrue();
    assertThat(text.lines()).as("one object a line between brackets").hasSize(4);
  }

  @Test
  void jsonWithNanAndInfinityIsValid() throws JsonProcessingException {
    String text =
        printed(RowPrinter::json, row("a", Double.NaN, 1L), row("b", Double.POSITIVE_INFINITY, 1L));

    assertThat(new ObjectMapper().readTree(text).size()).isEqualTo(2);
  }

  @Test
  void emptyResultsAreValidToo() {
    assertThat(printed(RowPrinter::table)).isEqualTo("scheme  alpha  n\n");
    assertThat(printed(RowPrinter::csv)).isEqualTo("scheme,alpha,n\n");
    assertThat(printed(RowPrinter::json)).isEqualTo("[]\n");
  }

  private static Row row(String scheme, Double alpha, Long n) {
    return new GenericRowWithSchema(new Object[] {scheme, alpha, n}, SCHEMA);
  }

  private static String printed(
      BiFunction<StructType, PrintStream, RowPrinter> format, Row... rows) {
    return printed(SCHEMA, format, rows);
  }

  private static String printed(
      StructType schema, BiFunction<StructType, PrintStream, RowPrinter> format, Row... rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    RowPrinter printer = format.apply(schema, out);
    for (Row row : rows) {
      printer.add(row);
    }
    printer.finish();
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
