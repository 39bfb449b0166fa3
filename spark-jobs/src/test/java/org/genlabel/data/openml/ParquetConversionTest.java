package org.genlabel.data.openml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.genlabel.data.Attribute;
import org.genlabel.data.Table;
import org.genlabel.data.format.ArffReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conversion of a Parquet file's cells, column by column. */
class ParquetConversionTest {
  private static final int LARGEST = 1_000_000;

  private static final int CHANGED_FILES = 300;

  @Test
  void columnsAndValuesHaveTheOrderOfTheFeatures() throws Exception {
    byte[] file =
        SmallParquet.bytes(
            "message m { required binary class (STRING); required int32 x; }",
            new Object[] {"a", 5},
            new Object[] {"b", 6});

    Table table = table(file, numeric("x"), nominal("class", "b", "unused", "a"));

    assertThat(table.attributes())
        .containsExactly(numeric("x"), nominal("class", "b", "unused", "a"));
    assertThat(table.values()).isDeepEqualTo(new double[][] {{5, 2}, {6, 0}});
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.1,
        -0.0,
        1e300,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        2.0e-3,
        123456789.125,
        1.0 / 3.0
      })
  void aDoubleIsReadBackBitByBit(double value) throws Exception {
    byte[] file = SmallParquet.bytes("message m { required double x; }", new Object[] {value});

    assertThat(table(file, numeric("x")).values()).isDeepEqualTo(new double[][] {{value}});
  }

  @Test
  void otherNumbersAreReadBackAsDoubles() throws Exception {
    byte[] file =
        SmallParquet.bytes(
            """
            message m { required float f; required int32 i; required int64 l;
              required int32 small (INTEGER(8,false)); required int64 big (INTEGER(64,false)); }
            """,
            new Object[] {0.1f, Integer.MIN_VALUE, Long.MAX_VALUE, 200, -1L});

    Table table =
        table(file, numeric("f"), numeric("i"), numeric("l"), numeric("small"), numeric("big"));

    assertThat(table.values())
        .isDeepEqualTo(new double[][] {{0.1f, Integer.MIN_VALUE, Long.MAX_VALUE, 200, 0x1p64}});
  }

  @Test
  void nullAndNotANumberAreMissing() throws Exception {
    byte[] file =
        SmallParquet.bytes(
            """
            message m { optional double x; optional binary class (STRING);
              optional float nominal; optional int32 nothing; }
            """,
            new Object[] {Double.NaN, null, Float.NaN, null},
            new Object[] {null, "?", 1f, null});

    assertThat(
            text(
                file,
                numeric("x"),
                nominal("class", "?"),
                nominal("nominal", "1"),
                numeric("nothing")))
        .endsWith("@data\n?,?,?,?\n?,'?',1,?\n");
  }

  @ParameterizedTest
  @CsvSource({"TRUE,FALSE", "True,False", "true,false"})
  void booleansAreSpelledAsTheFeaturesSpellThem(String yes, String no) throws Exception {
    byte[] file =
        SmallParquet.bytes(
            "message m { optional boolean b; }",
            new Object[] {true},
            new Object[] {false},
            new Object[] {null});

    assertThat(text(file, nominal("b", yes, no)))
        .isEqualTo("@relation 'r'\n@attribute b {%s,%s}\n@data\n%s\n%s\n?\n", yes, no, yes, no);
  }

  @Test
  void numbersMayBeNominalHoweverTheyAreWritten() throws Exception {
    byte[] file =
        SmallParquet.bytes(
            "message m { required int64 i; required double d; }",
            new Object[] {2L, 1.0},
            new Object[] {10L, -0.0});

    assertThat(text(file, nominal("i", "2.0", "x", "010"), nominal("d", "0", "1")))
        .endsWith("@data\n2.0,1\n010,0\n");
  }

  @Test
  void textsAndDatesAreStrings() throws Exception {
    byte[] file =
        SmallParquet.bytes(
            "message m { required binary note (STRING); required binary day; required int32 n; }",
            new Object[] {"it's\n", "2014-04-06", 7});

    assertThat(
            text(
                file,
                new Attribute("note", Attribute.Kind.STRING, List.of()),
                new Attribute("day", Attribute.Kind.DATE, List.of()),
                new Attribute("n", Attribute.Kind.STRING, List.of())))
        .endsWith("@attribute day string\n@attribute n string\n@data\n'it\\'s\\n',2014-04-06,7\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
  void allCompressionsAreRead(CompressionCodecName codec) throws Exception {
    byte[] file = SmallParquet.bytes(codec, "message m { required int32 x; }", new Object[] {5});

    assertThat(text(file, numeric("x"))).endsWith("@data\n5\n");
  }

  @Test
  void otherColumnsThanTheFeaturesAreRefused() throws Exception {
    byte[] file =
        SmallParquet.bytes(
            "message m { required int32 x; required int32 z; }", new Object[] {1, 2});

    assertRefused(file, "2 columns, but OpenML's features are 1", numeric("x"));
    assertRefused(file, "no column 'y', which OpenML's features have", numeric("x"), numeric("y"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int96 c | has the type optional int96 c, which is not supported",
        "int32 c (DATE) | which is not supported",
        "int64 c (TIMESTAMP(MILLIS,true)) | which is not supported",
        "int32 c (DECIMAL(5,2)) | which is not supported",
        "fixed_len_byte_array(2) c (FLOAT16) | which is not supported",
        "binary c (JSON) | which is not supported",
        "binary c (STRING) | is numeric in the features, but has the type BINARY",
        "boolean c | is numeric in the features, but has the type BOOLEAN"
      })
  void aTypeThatIsNoNumberIsRefused(String column, String reason) throws Exception {
    byte[] file = SmallParquet.bytes("message m { optional " + column + "; }", new Object[] {null});

    assertRefused(
        file, "column 'c' " + (reason.startsWith("which") ? "has" : reason), numeric("c"));
    assertRefused(file, reason, numeric("c"));
  }

  @Test
  void valuesThatTheFeaturesDoNotHaveAreRefused() throws Exception {
    byte[] file =
        SmallParquet.bytes(
            "message m { required binary c (STRING); required double x; }",
            new Object[] {"a", 1.0},
            new Object[] {"z", Double.POSITIVE_INFINITY});

    assertRefused(
        file,
        "row 2: column 'c' has the value 'z', which the features do not have; they have 'a', 'b'",
        nominal("c", "a", "b"),
        numeric("x"));
    assertRefused(
        file,
        "row 2: column 'x' has the value 'Infinity', which is not finite",
        nominal("c", "a", "z"),
        numeric("x"));
  }

  @Test
  void valuesThatTheTypeDoesNotTellApartAreRefused() throws Exception {
    byte[] file =
        SmallParquet.bytes(
            "message m { required boolean b; required int32 i; }", new Object[] {true, 1});

    assertRefused(
        file,
        "column 'b' has the type BOOLEAN, which does not tell 'TRUE' from 'true'",
        nominal("b", "TRUE", "true"),
        numeric("i"));
    assertRefused(
        file, "does not tell '1' from '1.0'", nominal("b", "true"), nominal("i", "1", "1.0"));
  }

  @Test
  void bytesChangedAtRandomEndInALineOrInText() throws Exception {
    byte[] bytes = SmallParquet.bytes();
    List<Attribute> features =
        FeatureList.ofJson(SmallParquet.FEATURES.getBytes(StandardCharsets.UTF_8), "features");
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < CHANGED_FILES; i++) {
      byte[] changed = bytes.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        changed[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
      }
      try {
        arff(changed, features.toArray(Attribute[]::new));
      } catch (FetchException e) {
        assertThat(e.getMessage()).startsWith("here: ").hasLineCount(1);
        refused++;
      }
    }
    // Most bytes are names, statistics and checksums; some changes remain undetected.
    assertThat(refused).isBetween(CHANGED_FILES / 2, CHANGED_FILES);
  }

  private static Attribute numeric(String name) {
    return new Attribute(name, Attribute.Kind.NUMERIC, List.of());
  }

  private static Attribute nominal(String name, String... values) {
    return new Attribute(name, Attribute.Kind.NOMINAL, List.of(values));
  }

  private static void assertRefused(byte[] file, String reason, Attribute... features) {
    assertThatExceptionOfType(FetchException.class)
        .isThrownBy(() -> text(file, features))
        .withMessageStartingWith("here: ")
        .withMessageContaining(reason);
  }

  private static Table table(byte[] file, Attribute... features) throws IOException {
    return ArffReader.read(new ByteArrayInputStream(arff(file, features)), "converted");
  }

  private static String text(byte[] file, Attribute... features) throws IOException {
    return new String(arff(file, features), StandardCharsets.UTF_8);
  }

  private static byte[] arff(byte[] file, Attribute... features) throws IOException {
    return ParquetConversion.arff(
        file, List.of(features), "r", "here", FetchLimits.of(LARGEST, Duration.ofMinutes(1)));
  }
}
