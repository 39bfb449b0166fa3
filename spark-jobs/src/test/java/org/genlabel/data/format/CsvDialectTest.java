package org.genlabel.data.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.genlabel.data.Attribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Separators, decimal marks, encodings and headers as various programs write them. */
class CsvDialectTest {
  private static final double NAN = Double.NaN;

  @Test
  void aCommaIsTheDecimalMarkWhereItDoesNotSeparate() {
    CsvText file = CsvText.of("age;length;kind\n53;1,16;low\n60;-3,99;mid\n");

    assertThat(file.column("length")).containsExactly(1.16, -3.99);
    assertThat(file.reading().separator()).isEqualTo(";");
    assertThat(file.reading().decimalMark()).isEqualTo(",");
  }

  @Test
  void allRowsDecideTheSeparatorAndNotACellOfTheHeader() {
    CsvText file = CsvText.of("Preis, EUR;Breite;class\n1,0;2;a\n-4,0;2;b\n-0,5;1;c\n");

    assertThat(file.names()).containsExactly("Preis, EUR", "Breite", "class");
    assertThat(file.column("Preis, EUR")).containsExactly(1, -4, -0.5);
  }

  @Test
  void twoSeparatorsThatFitAreRefused() {
    CsvText.of("a, b;c\nBerlin, Mitte;x\nBern, West;y\n")
        .isRefused(
            "f.csv: the cells can be separated by , (2 columns) or by ; (2)", "data.separator");
  }

  @Test
  void aSeparatorThatFitsByChanceIsRefusedWhereTheRightOneMissesACell() {
    CsvText.of("Preis, EUR;Breite;class\n1,0;2;a\n-4,0;2;b\n-0,5;1\n-2,5;1;a\n")
        .isRefused("f.csv: the cells can be separated by", "data.separator");
  }

  @ParameterizedTest
  @ValueSource(chars = {',', ';', '\t', '|'})
  void everySeparatorIsFound(char separator) {
    CsvText file = CsvText.of("u,v,kind\n1,0.5,a b\n2,-1.5,c\n".replace(',', separator));

    assertThat(file.column("v")).containsExactly(0.5, -1.5);
    assertThat(file.classes()).containsExactly("a b", "c");
  }

  @Test
  void runsOfBlanksSeparateWhereNothingElseDoes() {
    CsvText file = CsvText.of("  u   v \t kind  \n 1  0.5 \"a b\"\n22 -1.5 c \n");

    assertThat(file.names()).containsExactly("u", "v", "kind");
    assertThat(file.column("u")).containsExactly(1, 22);
    assertThat(file.classes()).containsExactly("a b", "c");
    assertThat(file.reading().separator()).isEqualTo("blanks");
  }

  @Test
  void theSeparatorThatASpreadsheetDeclaresIsObeyed() {
    CsvText file = CsvText.of("\ufeffsep=;\r\na,b;class\r\n1;x\r\n2;y\r\n");

    assertThat(file.names()).containsExactly("a,b", "class");
    assertThat(file.read().table().line(0)).isEqualTo(3);
    assertThat(CsvText.of("\"sep=|\"\na;b|class\n1|x\n").names()).containsExactly("a;b", "class");
  }

  @Test
  void theSeparatorThatTheUserNamesWins() {
    CsvText file = CsvText.of("a, b;c\nBerlin, Mitte;x\nBern, West;y\n").separator(';');

    assertThat(file.names()).containsExactly("a, b", "c");
  }

  @Test
  void separatorsAtTheEndsOfLinesMakeNoColumn() {
    assertThat(CsvText.of("u;kind\n1;a;\n2;b;\n").names()).containsExactly("u", "kind");
    CsvText named = CsvText.of("u;kind;;\n1;a;;\n2;b;;\n");
    assertThat(named.reading().classColumn().name()).isEqualTo("kind");
    assertThat(named.names()).containsExactly("u", "kind");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.234,56  | 0,5   | 1234.56
          1.234.567 | 0,5   | 1234567
          1 234,5   | 0,5   | 1234.5
          1'234,5   | 0,5   | 1234.5
          1,5e3     | 0,5   | 1500
          ,5        | 0,5   | 0.5
          1,234     | 0,5   | 1.234
          1,234.5   | 0.5   | 1234.5
          1,234,567 | 0.5   | 1234567
          1.234     | 0.5   | 1.234
          1.5E-3    | 0.5   | 0.0015
          +7        | 0.5   | 7
          """)
  void aNumeralIsReadByTheDecimalMarkOfTheFile(String cell, String evidence, double value) {
    CsvText file = CsvText.of("u;v;kind\n" + cell + ";" + evidence + ";a\n7;1;b\n");

    assertThat(file.column("u")).containsExactly(value, 7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u22125",
        "\u20135",
        "\u20145",
        "\u20115",
        "\uFF0D5",
        "\uFE635",
        "-5",
        "\u00A0-5"
      })
  void everyMinusSignIsOne(String cell) {
    assertThat(CsvText.of("u,kind\n" + cell + ",a\n1e\u22122,b\n").column("u"))
        .containsExactly(-5, 0.01);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00A0", "\u202F", "\u2009", " ", "'", "\u2019"})
  void blanksAndApostrophesMayGroupDigits(String mark) {
    CsvText file = CsvText.of("u,kind\n12" + mark + "345" + mark + "678.5,a\n1,b\n");

    assertThat(file.column("u")).containsExactly(12345678.5, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.234    | 0,5  | '1.234' can be a number of thousands
          1,234    | 0.5  | '1,234' can be a number of thousands
          0.5      | 0,5  | the decimal mark is a comma by '0,5' in column 'v', line 2
          1.234    | 2    | '1.234' in column 'u', line 2, can be read with a decimal point
          1.234    | 1,234 | the decimal mark is a comma by '1,234' in column 'v', line 2
          """)
  void whatHasTwoReadingsIsRefused(String cell, String other, String reason) {
    CsvText.of("u;v;kind\n" + cell + ";" + other + ";a\n7;1;b\n")
        .isRefused(reason, "data.decimal = ");
  }

  @Test
  void theDecimalMarkThatTheUserNamesDecides() {
    CsvText file = CsvText.of("u;kind\n1.234;a\n7;b\n");

    assertThat(file.decimalMark('.').column("u")).containsExactly(1.234, 7);
    assertThat(file.decimalMark(',').column("u")).containsExactly(1234, 7);
  }

  @Test
  void theClassSaysWhatTheFeaturesDoNot() {
    assertThat(CsvText.of("u;class\n5;1,0\n7;0,0\n").classes()).containsExactly("0", "1");
    assertThat(CsvText.of("u;class\n831.221;1.0\n7;0.0\n").column("u")).containsExactly(831.221, 7);
  }

  @Test
  void aTextThatAnotherSeparatorSplitsInMostRowsIsNoRival() {
    CsvText file = CsvText.of("a;b,u,v,kind\nx;y,1,2,p\nx;z,2,1,q\n-,3,5,p\n");

    assertThat(file.names()).containsExactly("a;b", "u", "v", "kind");
  }

  @Test
  void thePointIsDecimalWhereTheCommaSeparates() {
    assertThat(CsvText.of("u,kind\n1.234,a\n7,b\n").column("u")).containsExactly(1.234, 7);
  }

  @Test
  void aQuotedCommaIsAThousandsMarkIfEverySuchCellHasGroupsOfThree() {
    CsvText file = CsvText.of("u,kind\n\"30,422\",a\n\"1,030,422.5\",b\n999,b\n");

    assertThat(file.column("u")).containsExactly(30422, 1030422.5, 999);
    assertThat(file.reading().columns().get(0).values()).isEqualTo("numbers with a thousands mark");
    CsvText.of("u,kind\n\"30,422\",a\n\"30,42\",b\n")
        .isRefused("f.csv:3: column 'u': '30,42' is no number", "data.decimal = comma");
    CsvText.of("u,kind\n\"0,422\",a\n").isRefused("f.csv:2: column 'u': '0,422' is no number");
    assertThat(CsvText.of("u,kind\n\"30,422\",a\n\"30,42\",b\n").decimalMark(',').column("u"))
        .containsExactly(30.422, 30.42);
  }

  @Test
  void anIgnoredColumnIsNoEvidence() {
    CsvText file = CsvText.of("v;u;kind\n1.2;0,5;a\n1.3;1,5;b\n").ignored("v");

    assertThat(file.column("u")).containsExactly(0.5, 1.5);
    assertThat(file.column("v")).containsExactly(NAN, NAN);
    assertThat(file.attribute("v").kind()).isEqualTo(Attribute.Kind.STRING);
    assertThat(file.reading().leftOut())
        .extracting(ColumnReading::reason)
        .containsExactly("data.ignore");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-1252", "x-UTF-16LE-BOM", "UTF-16"})
  void anEncodingIsFoundByMarkOrMalformedBytes(String name) {
    String text = "Gr\u00f6\u00dfe;\u20ac;kind\n\u201312,5;1;gr\u00fcn\n1;2;rot\n";
    CsvText file = CsvText.of(text.getBytes(Charset.forName(name)));

    assertThat(file.names()).containsExactly("Gr\u00f6\u00dfe", "\u20ac", "kind");
    assertThat(file.column("Gr\u00f6\u00dfe")).containsExactly(-12.5, 1);
    assertThat(file.classes()).containsExactly("gr\u00fcn", "rot");
  }

  @Test
  void bytesOfNoEncodingAreRefusedWithTheirLine() {
    byte[] bytes = "u,kind\n1,a\n2,b\u0081\n".getBytes(StandardCharsets.ISO_8859_1);

    CsvText.of(bytes).isRefused("f.csv:3: bytes that are no text in windows-1252", "data.encoding");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5.1,3.5,setosa\n4.9,3.0,setosa\n",
        "3,1,x\n4,2,y\n",
        "u,v,yes\n1,2,yes\n3,4,no\n",
        "red,v,kind\nred,1,a\ngreen,2,b\n"
      })
  void aFirstLineOfDataIsRefused(String text) {
    CsvText.of(text).isRefused("f.csv:1: ", "looks like a value", "the first line must name");
  }

  @Test
  void namesAreFoundHoweverTheirAccentsAreComposed() {
    CsvText file = CsvText.of("Gro\u0308\u00dfe,v,kind\n1,2,a\n2,1,b\n");

    assertThat(file.names()).containsExactly("Gr\u00f6\u00dfe", "v", "kind");
    assertThat(file.ignored("Gro\u0308\u00dfe").reading().features()).hasSize(1);
  }

  @Test
  void namesMayBeNumbersThatCount() {
    assertThat(CsvText.of("0,1,2\n5.1,3.5,0\n4.9,3.0,2\n").names()).containsExactly("0", "1", "2");
    assertThat(CsvText.of("1990,2000,kind\n5.1,3.5,a\n4.9,3.0,b\n").names())
        .containsExactly("1990", "2000", "kind");
  }
}
