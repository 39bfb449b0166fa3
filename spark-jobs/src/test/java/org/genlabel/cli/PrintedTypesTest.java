package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Base64;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.genlabel.cli.session.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every type of Spark SQL in every format of {@code genlabel sql}. */
class PrintedTypesTest {
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static SparkSession spark;

  @BeforeAll
  static void startSpark() {
    spark = SessionFactory.startBriefly("test", "local[1]");
    SessionFactory.interpretQueries(spark);
  }

  @AfterAll
  static void stopSpark() throws IOException {
    spark.close();
  }

  /** A column without CSV is the same there as in a table. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // expression | table | CSV | JSON
        "CAST(NULL AS INT) | NULL | \"\" | null",
        "NULL | NULL | \"\" | null",
        "true | true | | true",
        "1Y | 1 | | 1",
        "1S | 1 | | 1",
        "9223372036854775807 | 9223372036854775807 | | 9223372036854775807",
        "double(1) / 3 | 0.333333 | 0.3333333333333333 | 0.3333333333333333",
        "float('0.1') | 0.1 | | 0.1",
        "float('0.33333334') | 0.333333 | 0.33333334 | 0.33333334",
        "float('1e20') | 1.0E20 | | 1.0E20",
        "1e-7D | 1.00000e-07 | 1.0E-7 | 1.0E-7",
        "double('NaN') | NaN | | \"NaN\"",
        "float('NaN') | NaN | | \"NaN\"",
        "double('Infinity') | Infinity | | \"Infinity\"",
        "float('-Infinity') | -Infinity | | \"-Infinity\"",
        "1.10BD | 1.10 | | 1.10",
        "CAST('1e-10' AS DECIMAL(20, 12)) | 0.000000000100 | | 0.000000000100",
        "0.0000000BD | 0.0000000 | | 0.0000000",
        "CAST('1e30' AS DECIMAL(38, 0)) | 1000000000000000000000000000000 | |"
            + " 1000000000000000000000000000000",
        "'a \"b\", c' | a \"b\", c | \"a \"\"b\"\", c\" | \"a \\\"b\\\", c\"",
        "'NaN' | NaN | | \"NaN\"",
        "X'00ff' | AP8= | | \"AP8=\"",
        "DATE '2026-07-01' | 2026-07-01 | | \"2026-07-01\"",
        "DATE '-0044-03-15' | -0044-03-15 | | \"-0044-03-15\"",
        "TIMESTAMP '2026-07-01 12:00:00' | 2026-07-01T12:00:00Z | | \"2026-07-01T12:00:00Z\"",
        "TIMESTAMP '2026-07-01 12:00:00.5 Europe/Berlin' | 2026-07-01T10:00:00.500Z | |"
            + " \"2026-07-01T10:00:00.500Z\"",
        "TIMESTAMP_NTZ '2026-07-01 12:00:00' | 2026-07-01T12:00:00 | | \"2026-07-01T12:00:00\"",
        "TIMESTAMP_NTZ '2026-07-01 12:00:00.000001' | 2026-07-01T12:00:00.000001 | |"
            + " \"2026-07-01T12:00:00.000001\"",
        "TIME '12:00:00' | 12:00:00 | | \"12:00:00\"",
        "INTERVAL '1' DAY | P1D | | \"P1D\"",
        "INTERVAL '1 02:03:04.5' DAY TO SECOND | P1DT2H3M4.5S | | \"P1DT2H3M4.5S\"",
        "INTERVAL '-0.5' SECOND | -PT0.5S | | \"-PT0.5S\"",
        "INTERVAL '-1 02:00:00' DAY TO SECOND | -P1DT2H | | \"-P1DT2H\"",
        "INTERVAL '0' DAY | PT0S | | \"PT0S\"",
        "INTERVAL '1-2' YEAR TO MONTH | P1Y2M | | \"P1Y2M\"",
        "INTERVAL '-14' MONTH | -P1Y2M | | \"-P1Y2M\"",
        "make_interval(1, 2, 3, 4, 5, 6, 7.5) | P1Y2M25DT5H6M7.5S | | \"P1Y2M25DT5H6M7.5S\"",
        "make_interval(0, 1, 0, -3) | P1M-3D | | \"P1M-3D\"",
        "make_interval(0, -1, 0, -3, 0, 0, -1.5) | -P1M3DT1.5S | | \"-P1M3DT1.5S\"",
        "array() | [] | | []",
        "array(1, 2, NULL) | [1,2,null] | \"[1,2,null]\" | [1,2,null]",
        "array(1D / 3, double('NaN')) | [0.333333,\"NaN\"] |"
            + " \"[0.3333333333333333,\"\"NaN\"\"]\" | [0.3333333333333333,\"NaN\"]",
        "array(array(X'00'), array(X'ff')) | [[\"AA==\"],[\"/w==\"]] |"
            + " \"[[\"\"AA==\"\"],[\"\"/w==\"\"]]\" | [[\"AA==\"],[\"/w==\"]]",
        "map() | {} | | {}",
        "map('a', 1, 'b', NULL) | {\"a\":1,\"b\":null} | \"{\"\"a\"\":1,\"\"b\"\":null}\" |"
            + " {\"a\":1,\"b\":null}",
        "map(10, 'x', 2, 'x', 7, 'x', 5, 'x', 1, 'x') |"
            + " {\"1\":\"x\",\"2\":\"x\",\"5\":\"x\",\"7\":\"x\",\"10\":\"x\"} |"
            + " \"{\"\"1\"\":\"\"x\"\",\"\"2\"\":\"\"x\"\",\"\"5\"\":\"\"x\"\",\"\"7\"\":\"\"x\"\","
            + "\"\"10\"\":\"\"x\"\"}\" |"
            + " {\"1\":\"x\",\"2\":\"x\",\"5\":\"x\",\"7\":\"x\",\"10\":\"x\"}",
        "map(X'02', 1, X'01', 2) | {\"AQ==\":2,\"Ag==\":1} | \"{\"\"AQ==\"\":2,\"\"Ag==\"\":1}\" |"
            + " {\"AQ==\":2,\"Ag==\":1}",
        "map(1.50BD, TIMESTAMP '2026-07-01 12:00:00') | {\"1.50\":\"2026-07-01T12:00:00Z\"} |"
            + " {\"\"1.50\"\":\"\"2026-07-01T12:00:00Z\"\"} | {\"1.50\":\"2026-07-01T12:00:00Z\"}",
        "map(1D / 3, 1) | {\"0.3333333333333333\":1} | {\"\"0.3333333333333333\"\":1} |"
            + " {\"0.3333333333333333\":1}",
        "map(struct(1 AS x), array(2)) | {\"{\\\"x\\\":1}\":[2]} |"
            + " \"{\"\"{\\\"\"x\\\"\":1}\"\":[2]}\" | {\"{\\\"x\\\":1}\":[2]}",
        "struct(1 AS x, 'y' AS y, NULL AS z) | {\"x\":1,\"y\":\"y\",\"z\":null} |"
            + " \"{\"\"x\"\":1,\"\"y\"\":\"\"y\"\",\"\"z\"\":null}\" |"
            + " {\"x\":1,\"y\":\"y\",\"z\":null}",
        "array(named_struct('a', 1, 'a', INTERVAL '1' DAY)) | [{\"a\":1,\"a_2\":\"P1D\"}] |"
            + " \"[{\"\"a\"\":1,\"\"a_2\"\":\"\"P1D\"\"}]\" | [{\"a\":1,\"a_2\":\"P1D\"}]",
        "parse_json('{\"a\": [1, 2.50, \"x\"]}') | {\"a\":[1,2.5,\"x\"]} |"
            + " \"{\"\"a\"\":[1,2.5,\"\"x\"\"]}\" | {\"a\":[1,2.5,\"x\"]}",
        "to_variant_object(map('a', double('NaN'))) | {\"a\":\"NaN\"} | {\"\"a\"\":\"\"NaN\"\"} |"
            + " {\"a\":\"NaN\"}",
      })
  void typeIsPrinted(String expression, String table, String csv, String json) throws IOException {
    Rows rows = query("SELECT " + expression + " AS v FROM VALUES (0)");

    assertThat(printed(rows, SqlCommand.Format.TABLE).lines().map(String::strip))
        .containsExactly("v", table);
    assertThat(printed(rows, SqlCommand.Format.CSV)).isEqualTo("v\n" + csvField(table, csv) + "\n");
    String text = printed(rows, SqlCommand.Format.JSON);
    assertThat(text).isEqualTo("[\n{\"v\":" + json + "}\n]\n");
    assertThat(STRICT.readTree(text).get(0).has("v")).isTrue();
  }

  private static String csvField(String table, String csv) {
    if (csv == null) {
      return table;
    }
    return csv.startsWith("{") ? '"' + csv + '"' : csv;
  }

  @Test
  void whatJsonSaysIsReadBackByOtherPrograms() throws IOException {
    Rows rows =
        query(
            "SELECT X'00ff10' AS bytes, TIMESTAMP '2026-07-01 12:00:00.5' AS instant, TIMESTAMP_NTZ"
                + " '2026-07-01 12:00:00.5' AS time, TIME '12:34:56.5' AS clock, INTERVAL '-1"
                + " 02:03:04.5' DAY TO SECOND AS days, INTERVAL '-1-2' YEAR TO MONTH AS months,"
                + " decode(X'C3B6E282ACF09F9880', 'UTF-8') AS text FROM VALUES (0)");

    JsonNode row = STRICT.readTree(printed(rows, SqlCommand.Format.JSON)).get(0);

    assertThat(Base64.getDecoder().decode(row.get("bytes").asText()))
        .containsExactly(0x00, 0xff, 0x10);
    assertThat(Instant.parse(row.get("instant").asText()))
        .isEqualTo(Instant.parse("2026-07-01T12:00:00.5Z"));
    assertThat(LocalDateTime.parse(row.get("time").asText()))
        .isEqualTo(LocalDateTime.of(2026, 7, 1, 12, 0, 0, 500_000_000));
    assertThat(LocalTime.parse(row.get("clock").asText()))
        .isEqualTo(LocalTime.of(12, 34, 56, 500_000_000));
    assertThat(Duration.parse(row.get("days").asText()))
        .isEqualTo(Duration.ofHours(26).plusMinutes(3).plusMillis(4500).negated());
    assertThat(Period.parse(row.get("months").asText())).isEqualTo(Period.of(-1, -2, 0));
    assertThat(row.get("text").asText()).isEqualTo("\u00f6\u20ac\ud83d\ude00");
  }

  private record Rows(StructType schema, List<Row> rows) {}

  // Of a table of literals, which Spark computes without a job.
  private static Rows query(String text) {
    Dataset<Row> rows = spark.sql(text);
    return new Rows(rows.schema(), rows.collectAsList());
  }

  private static String printed(Rows rows, SqlCommand.Format format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      SqlCommand.print(format, rows.schema(), rows.rows().iterator(), out, System.err);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
