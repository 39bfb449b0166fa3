package org.genlabel.data.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.genlabel.data.Attribute;
import org.genlabel.data.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArffReaderTest {
  private static final String WEATHER =
      """
      % played tennis
      @relation weather

      @attribute outlook {sunny, overcast, rainy}
      @attribute temperature numeric
      @attribute play {yes, no}

      @data
      sunny,85,no
      overcast,?,yes
      % a comment between the rows

      rainy,-7.5e-1,yes
      """;

  @Test
  void readsNumbersIndicesAndMissingValues() throws IOException {
    Table table = read(WEATHER);

    assertThat(table.source()).isEqualTo("test.arff");
    assertThat(table.relation()).isEqualTo("weather");
    assertThat(table.attributes())
        .containsExactly(
            new Attribute("outlook", Attribute.Kind.NOMINAL, List.of("sunny", "overcast", "rainy")),
            new Attribute("temperature", Attribute.Kind.NUMERIC, List.of()),
            new Attribute("play", Attribute.Kind.NOMINAL, List.of("yes", "no")));
    assertThat(List.of(table.values()))
        .containsExactly(new double[][] {{0, 85, 1}, {1, Double.NaN, 0}, {2, -0.75, 0}});
  }

  @Test
  void knowsTheLineOfEachRow() throws IOException {
    Table table = read(WEATHER);

    assertThat(List.of(table.line(0), table.line(1), table.line(2))).containsExactly(9, 10, 13);
  }

  @Test
  void readsTheSameWithAnyLineEnd() throws IOException {
    assertSame(read(WEATHER.replace("\n", "\r\n")), read(WEATHER));
    assertSame(read(WEATHER.replace("\n", "\r")), read(WEATHER));
  }

  @Test
  void readsTheSameWithoutTheLastLineEnd() throws IOException {
    assertSame(read(WEATHER.stripTrailing()), read(WEATHER));
  }

  @Test
  void readsTheSameAfterAByteOrderMark() throws IOException {
    assertSame(read("\ufeff" + WEATHER), read(WEATHER));
  }

  @Test
  void readsKeywordsAndTypesInAnyCase() throws IOException {
    String upper =
        WEATHER
            .replace("@relation", "@RELATION")
            .replace("@attribute", "@Attribute")
            .replace("numeric", "NUMERIC")
            .replace("@data", "@DATA");

    assertSame(read(upper), read(WEATHER));
  }

  @Test
  void ignoresBlanksAndTabs() throws IOException {
    String blanks =
        WEATHER
            .replace("@", " \t@")
            .replace(", ", "\t , ")
            .replace("{", "{ ")
            .replace("}", " } ")
            .replace("sunny,85,no", "\tsunny ,\t85 , no ");

    assertSame(read(blanks), read(WEATHER));
  }

  @Test
  void ignoresCommentsAfterDeclarationsAndRows() throws IOException {
    String commented =
        WEATHER
            .replace("rainy}", "rainy} % the sky")
            .replace("numeric", "numeric % in Fahrenheit")
            .replace("@data", "@data % rows")
            .replace("85,no", "85,no % hot");

    assertSame(read(commented), read(WEATHER));
  }

  @Test
  void takesAPercentSignInsideAValueLiterally() throws IOException {
    Table table = read("@attribute tax {5%,19%}\n@data\n19%\n");

    assertThat(List.of(table.values())).containsExactly(new double[][] {{1}});
  }

  @ParameterizedTest
  @ValueSource(strings = {"sunny 85 no", "sunny\t85\tno", "  sunny \t 85   no  "})
  void readsRowsSeparatedByBlanksAlone(String row) throws IOException {
    assertSame(read(WEATHER.replace("sunny,85,no", row)), read(WEATHER));
  }

  @Test
  void readsNominalValuesSeparatedByBlanksAlone() throws IOException {
    assertSame(read(WEATHER.replace("{yes, no}", "{yes no}")), read(WEATHER));
  }

  @Test
  void readsASpaceLessDeclaration() throws IOException {
    assertSame(
        read(WEATHER.replace("@attribute play {yes, no}", "@attribute'play'{yes,no}")),
        read(WEATHER));
  }

  @Test
  void endsAtTheEndOfFileMarkOfDos() throws IOException {
    assertSame(read(WEATHER + "\u001a"), read(WEATHER));
  }

  @Test
  void needsNoRelation() throws IOException {
    assertThat(read("@attribute x real\n@data\n1\n").relation()).isEmpty();
    assertThat(read("@relation\n@attribute x real\n@data\n1\n").relation()).isEmpty();
  }

  @Test
  void readsRelationNamesWithBlanks() throws IOException {
    String rest = "\n@attribute x real\n@data\n1\n";

    assertThat(read("@relation my own data" + rest).relation()).isEqualTo("my own data");
    assertThat(read("@relation 'my own' % data" + rest).relation()).isEqualTo("my own");
    assertThat(read("@relation Fisher's" + rest).relation()).isEqualTo("Fisher's");
  }

  @Test
  void readsQuotedAndEscapedNamesAndValues() throws IOException {
    Table table =
        read(
            """
            @attribute 'sepal length' numeric
            @attribute "it's" {'a, b', "c\\"d", e\\'f, 'g\\'h', plain}
            @attribute back\\ slash {'x\\\\y','\\%','tab\\there','new\\nline','\\u00e9'}
            @data
            '1.5',"a, b",'x\\\\y'
            1.5,'c"d','%'
            1.5,"e'f",'tab\there'
            1.5,g\\'h,"new\\nline"
            1.5,'plain',\u00e9
            """);

    assertThat(table.attributes().stream().map(Attribute::name))
        .containsExactly("sepal length", "it's", "back slash");
    assertThat(table.attributes().get(1).values())
        .containsExactly("a, b", "c\"d", "e'f", "g'h", "plain");
    assertThat(table.attributes().get(2).values())
        .containsExactly("x\\y", "%", "tab\there", "new\nline", "\u00e9");
    assertThat(List.of(table.values()))
        .containsExactly(
            new double[][] {{1.5, 0, 0}, {1.5, 1, 1}, {1.5, 2, 2}, {1.5, 3, 3}, {1.5, 4, 4}});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "two words",
        "it's",
        "say \"x\"",
        "back\\slash",
        "a,b",
        "{brace}",
        "50%",
        "?",
        "",
        " edge ",
        "tab\t",
        "line\nbreak",
        "'",
        "\\'",
        "\\u0041",
        "\u4e2d\u6587",
        "\ud83d\ude00"
      })
  void readsBackAnyQuotedValue(String value) throws IOException {
    for (char quote : new char[] {'\'', '"'}) {
      String written = quoted(value, quote);
      Table table =
          read("@attribute x {" + written + "}\n@attribute y string\n@data\n" + written + ",z\n");

      assertThat(table.attributes().get(0).values()).containsExactly(value);
      assertThat(table.values()[0][0]).isZero();
    }
  }

  @Test
  void takesAQuotedQuestionMarkForAValueAndAnUnquotedOneForNone() throws IOException {
    Table table = read("@attribute x {a,'?'}\n@data\n?\n'?'\n\"?\"\n");

    assertThat(List.of(table.values())).containsExactly(new double[][] {{Double.NaN}, {1}, {1}});
  }

  @Test
  void readsSparseRowsLikeDenseOnes() throws IOException {
    String header =
        """
        @attribute a numeric
        @attribute b {x, 'y z'}
        @attribute c integer
        @attribute d {no, yes}
        @data
        """;
    Table dense = read(header + "0,x,0,no\n1.5,x,0,yes\n0,'y z',?,no\n0,?,-3,yes\n0,x,0,no\n");
    Table sparse =
        read(
            header + "{}\n{0 1.5, 3 yes}\n{1 'y z',2 ?}\n { 1 ? ,\t2 -3,3 \"yes\" } % last\n{ }\n");

    assertSame(sparse, dense);
  }

  @Test
  void leavesStringsAndDatesOut() throws IOException {
    Table table =
        read(
            """
            @attribute name string
            @attribute born date
            @attribute day DATE 'dd.MM.yyyy'
            @attribute x numeric
            @data
            'Ada L.',1815-12-10T00:00:00,10.12.1815,1
            ?,?,?,2
            {3 3}
            """);

    assertThat(table.attributes().stream().map(Attribute::kind))
        .containsExactly(
            Attribute.Kind.STRING,
            Attribute.Kind.DATE,
            Attribute.Kind.DATE,
            Attribute.Kind.NUMERIC);
    assertThat(List.of(table.values()))
        .containsExactly(
            new double[][] {
              {Double.NaN, Double.NaN, Double.NaN, 1},
              {Double.NaN, Double.NaN, Double.NaN, 2},
              {Double.NaN, Double.NaN, Double.NaN, 3}
            });
  }

  @Test
  void readsADateInTheHourThatSummerTimeSkips() throws IOException {
    // 02:30 on this day did not exist in central Europe.
    Table table = read("@attribute t date 'yyyy-MM-dd HH:mm'\n@data\n'2024-03-31 02:30'\n");

    assertThat(table.rows()).isEqualTo(1);
  }

  @Test
  void ignoresTheRangeOfANumericAttribute() throws IOException {
    Table table = read("@attribute x real [0.0, 10.0]\n@data\n11\n");

    assertThat(List.of(table.values())).containsExactly(new double[][] {{11}});
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "+1", "1.", "01.0", "1e0", "10E-1", ".1e+1", "0.1e1"})
  void readsEveryPlainDecimalNumber(String number) throws IOException {
    Table table = read("@attribute x numeric\n@data\n" + number + "\n");

    assertThat(List.of(table.values())).containsExactly(new double[][] {{1}});
  }

  @Test
  void readsIso88591WhereUtf8IsMalformed() throws IOException {
    String text = "@attribute stra\u00dfe {\u00fc,\u00f6}\n@data\n\u00f6\n";
    Table old = read(text, StandardCharsets.ISO_8859_1);

    assertSame(old, read(text, StandardCharsets.UTF_8));
    assertThat(old.attributes().get(0).name()).isEqualTo("stra\u00dfe");
  }

  private static String quoted(String value, char quote) {
    String escaped =
        value
            .replace("\\", "\\\\")
            .replace("\n", "\\n")
            .replace(Character.toString(quote), "\\" + quote);
    return quote + escaped + quote;
  }

  private static void assertSame(Table actual, Table expected) {
    assertThat(actual.relation()).isEqualTo(expected.relation());
    assertThat(actual.attributes()).isEqualTo(expected.attributes());
    assertThat(List.of(actual.values())).containsExactly(expected.values());
    for (int row = 0; row < expected.rows(); row++) {
      assertThat(actual.line(row)).isEqualTo(expected.line(row));
    }
  }

  private static Table read(String text) throws IOException {
    return read(text, StandardCharsets.UTF_8);
  }

  private static Table read(String text, Charset charset) throws IOException {
    return ArffReader.read(new ByteArrayInputStream(text.getBytes(charset)), "test.arff");
  }
}
