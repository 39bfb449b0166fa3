package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
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
    String text =
        printed(RowPrinterTest::json, row("a\"b\n", 0.1 + 0.2, 5L), row(null, null, null));

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
        printed(
            RowPrinterTest::json, row("a", Double.NaN, 1L), row("b", Double.POSITIVE_INFINITY, 1L));

    JsonNode json = new ObjectMapper().readTree(text);
    assertThat(json.get(0).get("alpha").asText()).isEqualTo("NaN");
    assertThat(json.get(1).get("alpha").asText()).isEqualTo("Infinity");
  }

  @Test
  void csvKeepsARowOfOneNull() {
    StructType schema = new StructType().add("alpha", DataTypes.DoubleType);

    assertThat(
            printed(
                schema,
                RowPrinter::csv,
                new GenericRowWithSchema(new Object[] {null}, schema),
                new GenericRowWithSchema(new Object[] {1.5}, schema)))
        .as("an empty line would be no row to most parsers")
        .isEqualTo("alpha\n\"\"\n1.5\n");
  }

  @Test
  void aTableOfSeveralColumnsHasALineForEachRow() {
    assertThat(printed(RowPrinter::table, row("two\nlines\u001b[31m\t", 1.0, 1L)))
        .isEqualTo(
            """
            scheme                  alpha  n
            two\\nlines\\u001b[31m\\t    1.0  1
            """);
  }

  @Test
  void aTableOfOneColumnKeepsItsLines() {
    StructType schema = new StructType().add("plan", DataTypes.StringType);

    assertThat(
            printed(
                schema,
                RowPrinter::table,
                new GenericRowWithSchema(new Object[] {"Project\n+- \u001bScan\n\n"}, schema)))
        .isEqualTo("plan\nProject\n+- \\u001bScan\n");
  }

  @Test
  void jsonAndCsvAreUtf8WhateverTheTerminalIs() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.US_ASCII);
    RowPrinter csv = RowPrinter.csv(SCHEMA, terminal);
    csv.add(row("\u00f6\u20ac", 1.0, 1L));
    csv.finish();
    RowPrinter json = RowPrinter.json(terminal);
    json.add(row("\ud83d\ude00", 1.0, 1L));
    json.finish();

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("\n\u00f6\u20ac,1.0,1\n", "\"\ud83d\ude00\"");
  }

  @Test
  void equalNamesAreNumberedInJson() {
    StructType schema = new StructType();
    for (String name : new String[] {"a", "a", "A", "a_2", "a", ""}) {
      schema = schema.add(name, DataTypes.IntegerType);
    }

    assertThat(
            printed(
                schema,
                RowPrinterTest::json,
                new GenericRowWithSchema(new Object[] {1, 2, 3, 4, 5, 6}, schema)))
        .isEqualTo("[\n{\"a\":1,\"a_3\":2,\"A\":3,\"a_2\":4,\"a_4\":5,\"\":6}\n]\n");
  }

  @Test
  void timesOfSparkWithoutJavasClassesAreInUtcToo() {
    StructType schema = new StructType().add("t", DataTypes.TimestampType);
    Row row =
        new GenericRowWithSchema(
            new Object[] {Timestamp.from(Instant.parse("2026-07-01T12:00:00.5Z"))}, schema);

    assertThat(printed(schema, RowPrinter::csv, row)).isEqualTo("t\n2026-07-01T12:00:00.500Z\n");
    assertThat(printed(schema, RowPrinterTest::json, row))
        .isEqualTo("[\n{\"t\":\"2026-07-01T12:00:00.500Z\"}\n]\n");
  }

  @Test
  void emptyResultsAreValidToo() {
    assertThat(printed(RowPrinter::table)).isEqualTo("scheme  alpha  n\n");
    assertThat(printed(RowPrinter::csv)).isEqualTo("scheme,alpha,n\n");
    assertThat(printed(RowPrinterTest::json)).isEqualTo("[]\n");
  }

  private static RowPrinter json(StructType schema, PrintStream out) {
    return RowPrinter.json(out);
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
