package org.genlabel.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.genlabel.data.Attribute;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
  private static final String FRUIT =
      """
      weight,color,kind
      1.5,red,apple
      ?,yellow,pear
      -2e1,,apple
      NA,red,quince
      """;

  @Test
  void distinguishesNumericFromNominalColumns() throws IOException {
    Table table = read(FRUIT);

    assertThat(table.source()).isEqualTo("f.csv");
    assertThat(table.attributes())
        .containsExactly(
            new Attribute("weight", Attribute.Kind.NUMERIC, List.of()),
            new Attribute("color", Attribute.Kind.NOMINAL, List.of("red", "yellow")),
            new Attribute("kind", Attribute.Kind.NOMINAL, List.of("apple", "pear", "quince")));
    assertThat(List.of(table.values()))
        .containsExactly(
            new double[][] {
              {1.5, 0, 0}, {Double.NaN, 1, 1}, {-20, Double.NaN, 0}, {Double.NaN, 0, 2}
            });
  }

  @Test
  void readsTheSameWithAnyLineEndByteOrderMarkAndSeparator() throws IOException {
    Table expected = read(FRUIT);

    assertSame(read(FRUIT.replace("\n", "\r\n")), expected);
    assertSame(read(FRUIT.replace("\n", "\r")), expected);
    assertSame(read(FRUIT.stripTrailing()), expected);
    assertSame(read("\ufeff" + FRUIT), expected);
    assertSame(read(FRUIT.replace(",", ";")), expected);
    assertSame(read(FRUIT.replace(",", "\t")), expected);
    assertSame(read(FRUIT.replace(",", " , ")), expected);
    assertSame(read(FRUIT.replace("red", "\"red\"").replace(",", "\t, ")), expected);
  }

  @Test
  void looksForTheSeparatorOutsideQuotes() throws IOException {
    Table table = read("\"a,b\";\"c\"\n1;2\n");

    assertThat(table.attributes().stream().map(Attribute::name)).containsExactly("a,b", "c");
  }

  @Test
  void readsQuotedCells() throws IOException {
    Table table = read("\"x \"\"1\"\"\",y\n\"a,b\",p\n\" c\r\nd \",q\n\"\",p\n");

    assertThat(table.attributes().get(0))
        .isEqualTo(new Attribute("x \"1\"", Attribute.Kind.NOMINAL, List.of("a,b", "c\r\nd")));
    assertThat(List.of(table.values()))
        .containsExactly(new double[][] {{0, 0}, {1, 1}, {Double.NaN, 0}});
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "two words", "it's", "say \"x\"", "\"", "a,b", "a;b", "l1\nl2"})
  void readsBackAnyQuotedValue(String value) throws IOException {
    Table table = read("x,y\n\"" + value.replace("\"", "\"\"") + "\",1\n");

    assertThat(table.attributes().get(0).values()).containsExactly(value);
  }

  @Test
  void knowsTheLineOnWhichEachRowStarts() throws IOException {
    Table table = read("x,y\n\n1,\"a\nb\"\n2,c\n\n\n3,d\n");

    assertThat(List.of(table.line(0), table.line(1), table.line(2))).containsExactly(3, 5, 8);
  }

  @Test
  void readsALineOfSeparatorsAsARowWithoutValues() throws IOException {
    Table table = read("u\tv\tz\n1\t2\ta\n\t\t\n");

    assertThat(table.values()[1]).containsExactly(Double.NaN, Double.NaN, Double.NaN);
  }

  @ParameterizedTest
  @CsvSource({
    "1e999, is not a finite number",
    "inf, is not a finite number",
    "0x10, is not a number",
    "1d, is not a number",
    "two, is not a number"
  })
  void refusesAColumnOfNumbersWithAnOddCell(String cell, String reason) {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> read("x,y\n10,a\n9,b\n" + cell + ",a\n"))
        .withMessage(
            "f.csv:4: column 'x', whose cells are numbers but for 1: '"
                + cell
                + "' "
                + reason
                + "; write ? for a missing value, or name it in data.missing; data.ignore leaves"
                + " the column out");
  }

  @Test
  void takesAColumnOfFewerNumbersThanTextForNominal() throws IOException {
    Table table = read("x,y\n10,a\nA,b\n?,a\nA,a\n");

    assertThat(table.attributes().get(0))
        .isEqualTo(new Attribute("x", Attribute.Kind.NOMINAL, List.of("10", "A")));
  }

  @Test
  void sortsIntegerClassesAsNumbersAndOtherValuesAsText() throws IOException {
    Table table = read("x,class\na10,10\na9,9\na9,-1\n,9\n");

    assertThat(table.attributes().get(0).values()).containsExactly("a10", "a9");
    assertThat(table.attributes().get(1))
        .isEqualTo(new Attribute("class", Attribute.Kind.NOMINAL, List.of("-1", "9", "10")));
    assertThat(List.of(table.values()))
        .containsExactly(new double[][] {{0, 2}, {1, 1}, {1, 0}, {Double.NaN, 1}});
  }

  @Test
  void sortsClassesAsTextIfOneIsNoNumber() throws IOException {
    Table table = read("x,class\n1,10\n2,9\n3,8a\n");

    assertThat(table.attributes().get(1).values()).containsExactly("10", "8a", "9");
  }

  @Test
  void takesTheTargetForTheClassThenTheColumnOfThatNameThenTheLast() throws IOException {
    String named = "x,CLASS,z\n1,2,3\n";

    assertThat(nominal(read(named, target("x")))).containsExactly("x");
    assertThat(nominal(read(named))).containsExactly("CLASS");
    assertThat(nominal(read("u,v,z\n1,2,3\n"))).containsExactly("z");
  }

  @Test
  void readsIso88591WhereUtf8IsMalformed() throws IOException {
    byte[] old = "x,class\n1,gr\u00fcn\n".getBytes(StandardCharsets.ISO_8859_1);
    Table table =
        CsvReader.read(new ByteArrayInputStream(old), "f.csv", ReadingSettings.AUTOMATIC).table();

    assertThat(table.attributes().get(1).values()).containsExactly("gr\u00fcn");
  }

  @Test
  void refusesAnEmptyFile() {
    assertError("", "f.csv: the file is empty");
    assertError(" \n\n", "f.csv: the file is empty");
  }

  @Test
  void refusesAHeaderWithoutRows() {
    assertError("x,y\n\n", "f.csv: no rows after the header");
  }

  @Test
  void refusesAWrongNumberOfCells() {
    String hint = "; the separator can be set with data.separator";
    assertError(
        "x,y\n1,2\n\"a\nb\",2,3\n",
        "f.csv:3: expected 2 cells as in the header, but found 3" + hint);
    assertError("x,y\r\n1\r\n", "f.csv:2: expected 2 cells as in the header, but found 1" + hint);
    assertError(
        "a title\nx,y\n1,2\nz\n",
        "f.csv:2: expected 1 cells as in the header, but found 2; the first line must name the"
            + " columns"
            + hint);
    assertError(
        "x,y\n1,2,a\n2,3,b\n",
        "f.csv:2: expected 2 cells as in the header, but found 3, and so in every row; if the first"
            + " column has no name, put a separator before the header"
            + hint);
  }

  @Test
  void refusesAQuoteThatIsNotClosed() {
    assertError("x,y\n1,2\n3,\"4\n5,6\n", "f.csv:3: the quote before '4\\n5,6\\n' is not closed");
  }

  @Test
  void refusesTextAfterAClosingQuote() {
    assertError(
        "x,y\n\"1\"2,3\n",
        "f.csv:2: text after the closing quote of '1'; a quote inside a quoted value is written"
            + " twice");
    assertError(
        "x,y\n\"1,2\n3,\"4\"\n",
        "f.csv:3: text after the closing quote of '1,2\\n3,', opened on line 2; a quote inside a"
            + " quoted value is written twice");
  }

  @Test
  void refusesAQuoteInsideAnUnquotedValue() {
    assertError(
        "x,y\n5\" wide,3\n",
        "f.csv:2: a quote inside the unquoted value '5'...; put the whole value in quotes and write"
            + " the quote twice");
  }

  @Test
  void namesAColumnWithoutNameByItsPosition() throws IOException {
    assertThat(read("x,,y\n1,2,3\n").attributes().stream().map(Attribute::name))
        .containsExactly("x", "Unnamed: 1", "y");
  }

  @Test
  void refusesTwoColumnsOfOneName() {
    assertError(
        "\nx,y,x\n1,2,3\n",
        "f.csv:2: two columns are called 'x'; every column needs a name of its own");
  }

  @Test
  void refusesATargetThatIsNotInTheHeader() {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> read("x,y\n1,2\n", target("z")))
        .withMessage(
            "f.csv: no attribute 'z', which should be the class; the attributes are 'x', 'y';"
                + " data.class names the class");
  }

  private static List<String> nominal(Table table) {
    return table.attributes().stream()
        .filter(attribute -> attribute.kind() == Attribute.Kind.NOMINAL)
        .map(Attribute::name)
        .toList();
  }

  private static void assertSame(Table actual, Table expected) {
    assertThat(actual.attributes()).isEqualTo(expected.attributes());
    assertThat(List.of(actual.values())).containsExactly(expected.values());
    for (int row = 0; row < expected.rows(); row++) {
      assertThat(actual.line(row)).isEqualTo(expected.line(row));
    }
  }

  private static void assertError(String text, String message) {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> read(text))
        .withMessage(message);
  }

  private static Table read(String text) throws IOException {
    return read(text, ReadingSettings.AUTOMATIC);
  }

  private static Table read(String text, ReadingSettings settings) throws IOException {
    return CsvReader.read(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "f.csv", settings)
        .table();
  }

  private static ReadingSettings target(String name) {
    return ReadingSettingsBuilder.automatic().classColumn(name).build();
  }
}
