package org.genlabel.data.format;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.genlabel.data.InvalidDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArffReaderErrorsTest {
  /** Four lines; rows come after it, from line 5 on. */
  private static final String HEADER =
      """
      @relation r
      @attribute x numeric
      @attribute color {red, 'dark blue', green}
      @data
      """;

  @Test
  void emptyFile() {
    assertError("", "f.arff: the file is empty");
    assertError("\ufeff", "f.arff: the file is empty");
    assertError(" \n\t\n", "f.arff: the file is empty");
  }

  @Test
  void missingData() {
    assertError(
        "@relation r\n@attribute x numeric\n", "f.arff: no @data line; the rows come after one");
    assertError("% nothing\n", "f.arff: no @data line; the rows come after one");
  }

  @Test
  void noAttributes() {
    assertError(
        "@relation r\n@data\n1\n",
        "f.arff:2: @data, but no attributes; declare them with @attribute before it");
  }

  @Test
  void noRows() {
    assertError(HEADER + "% none\n", "f.arff: no rows after @data");
  }

  @Test
  void somethingBeforeTheDataThatIsNoDeclaration() {
    assertError(
        "@relation r\n1,2,3\n@data\n",
        "f.arff:2: '1,2,3' before @data; a line there starts with @relation, @attribute, @data or"
            + " %");
  }

  @Test
  void unknownKeyword() {
    assertError(
        "@relation r\n@inputs x\n",
        "f.arff:2: unknown keyword '@inputs'; allowed are @relation, @attribute and @data");
    assertError(
        "@ attribute x real\n",
        "f.arff:1: unknown keyword '@'; allowed are @relation, @attribute and @data");
  }

  @Test
  void secondRelation() {
    assertError("@relation a\n@relation b\n", "f.arff:2: a second @relation; a file has one");
  }

  @Test
  void textAfterData() {
    assertError(
        "@attribute x real\n@data 1\n",
        "f.arff:2: '1' after @data; the rows start on the next line");
  }

  @Test
  void attributeWithoutName() {
    assertError(
        "@attribute\n", "f.arff:1: @attribute without a name; a name and a type are needed");
    assertError(
        "@attribute '' real\n",
        "f.arff:1: @attribute without a name; a name and a type are needed");
  }

  @Test
  void attributeWithoutType() {
    assertError(
        "@attribute x\n",
        "f.arff:1: attribute 'x' has no type; allowed are numeric, integer, real, string, date and"
            + " {value, value, ...}");
  }

  @Test
  void unknownType() {
    assertError(
        "\n@attribute x float\n",
        "f.arff:2: attribute 'x' has the unknown type 'float'; allowed are numeric, integer, real,"
            + " string, date and {value, value, ...}");
  }

  @Test
  void relationalAttribute() {
    assertError(
        "@attribute bag relational\n",
        "f.arff:1: attribute 'bag' is relational, which is not supported");
  }

  @Test
  void textAfterTheType() {
    assertError("@attribute x numeric y\n", "f.arff:1: text after the type of attribute 'x': 'y'");
    assertError("@attribute x {a,b} y\n", "f.arff:1: text after the values of attribute 'x': 'y'");
  }

  @Test
  void unknownDateFormat() {
    assertError(
        "@attribute t date 'bbb'\n",
        "f.arff:1: attribute 't' has the date format 'bbb'; one of Java's SimpleDateFormat is"
            + " needed");
  }

  @Test
  void duplicateAttribute() {
    assertError(
        "@attribute x real\n@attribute 'x' {a}\n",
        "f.arff:2: a second attribute 'x'; names must differ");
  }

  @Test
  void duplicateNominalValue() {
    assertError(
        "@attribute x {a, b, 'a'}\n", "f.arff:1: attribute 'x' declares the value 'a' twice");
  }

  @Test
  void emptyNominalSet() {
    assertError(
        "@attribute x { }\n", "f.arff:1: attribute 'x' has no values; {} needs at least one");
  }

  @Test
  void emptyNominalValue() {
    String expected =
        "f.arff:1: value 2 is empty; write ? for a missing value, '' for an empty text";
    assertError("@attribute x {a,,b}\n", expected);
    assertError("@attribute x {a,}\n", expected);
  }

  @Test
  void unclosedNominalSet() {
    assertError(
        "@attribute x {a, b\n", "f.arff:1: the values of attribute 'x' are not closed by }");
  }

  @Test
  void unterminatedQuote() {
    assertError(
        "@attribute 'x numeric\n",
        "f.arff:1: the quote before 'x numeric' is not closed on this line");
    assertError(
        HEADER + "1,\"red\n", "f.arff:5: the quote before 'red' is not closed on this line");
    assertError(
        HEADER + "1,'red\\'\n", "f.arff:5: the quote before 'red\\'' is not closed on this line");
    assertError("@relation 'r\n", "f.arff:1: the quote before 'r' is not closed on this line");
  }

  @Test
  void quoteInsideAnUnquotedValue() {
    assertError(
        HEADER + "1,it's\n",
        "f.arff:5: a quote inside the unquoted value 'it'...; put the whole value in quotes, or a"
            + " backslash before the quote");
  }

  @Test
  void textRightAfterAClosingQuote() {
    assertError(
        HEADER + "1,'it''s'\n",
        "f.arff:5: text right after the closing quote of 'it'; write a quote inside quotes as"
            + " \\' or \\\"");
  }

  @Test
  void wrongNumberOfValues() {
    assertError(
        HEADER + "1,red\n1,red,2\n",
        "f.arff:6: expected 2 values, one for each attribute, but found 3");
    assertError(
        HEADER + "\n1\n", "f.arff:6: expected 2 values, one for each attribute, but found 1");
    assertError(
        HEADER + "1 red 2\n", "f.arff:5: expected 2 values, one for each attribute, but found 3");
  }

  @Test
  void emptyValue() {
    String end = " is empty; write ? for a missing value, '' for an empty text";
    assertError(HEADER + "1,\n", "f.arff:5: value 2" + end);
    assertError(HEADER + ",red\n", "f.arff:5: value 1" + end);
    assertError(HEADER + "1,,red\n", "f.arff:5: value 2" + end);
    assertError(HEADER + "1,% red\n", "f.arff:5: value 2" + end);
  }

  @Test
  void blankInsideAnUnquotedValue() {
    assertError(
        HEADER + "1,dark blue\n",
        "f.arff:5: a blank between 'dark' and 'blue' where commas separate the values; put a value"
            + " with a blank in quotes");
    assertError(
        "@attribute x {dark blue, red}\n",
        "f.arff:1: a blank between 'dark' and 'blue' where commas separate the values; put a value"
            + " with a blank in quotes");
  }

  @Test
  void undeclaredNominalValue() {
    assertError(
        HEADER + "1,Red\n",
        "f.arff:5: attribute 'color': 'Red' is not declared; declared are 'red', 'dark blue',"
            + " 'green'");
    assertError(
        "@attribute n {1,2,3,4,5,6,7}\n@data\n8\n",
        "f.arff:3: attribute 'n': '8' is not declared; declared are '1', '2', '3', '4', '5', ..."
            + " (7)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"red", "0x1p3", "1d", "1f", "1.5F", "1e", ".", "-", "e5", "1_000", "1e5.0", "--1"})
  void textInANumericColumn(String text) {
    assertError(
        HEADER + text + ",red\n",
        "f.arff:5: attribute 'x': '" + text + "' is not a number; write ? for a missing value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "Infinity", "-Infinity", "+inf", "1e999", "-1e999"})
  void numberThatIsNotFinite(String text) {
    assertError(
        HEADER + text + ",red\n",
        "f.arff:5: attribute 'x': '"
            + text
            + "' is not a finite number; write ? for a missing value");
  }

  @Test
  void digitsOfOtherScripts() {
    assertError(
        HEADER + "\u0663,red\n",
        "f.arff:5: attribute 'x': '\u0663' is not a number; write ? for a missing value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-13-01", "2024-02-30", "tomorrow", "2024-02-03 and more"})
  void textThatIsNoDate(String text) {
    assertError(
        "@attribute t date yyyy-MM-dd\n@data\n'" + text + "'\n",
        "f.arff:3: attribute 't': '"
            + text
            + "' is no date in the format 'yyyy-MM-dd'; write ? for a missing value");
  }

  @Test
  void instanceWeight() {
    String expected =
        "f.arff:5: a { after the row's values: instance weights are not supported, and a value with"
            + " a brace must be in quotes";
    assertError(HEADER + "1,red,{5}\n", expected);
    assertError(HEADER + "1,red {5}\n", expected);
    assertError(HEADER + "{0 1},{5}\n", expected);
    assertError(HEADER + "{0 1} {5}\n", expected);
  }

  @Test
  void straySignsInARow() {
    assertError(
        HEADER + "1,red}\n",
        "f.arff:5: a brace outside quotes; put a value with a brace in quotes");
    assertError(
        HEADER + "}\n", "f.arff:5: a brace outside quotes; put a value with a brace in quotes");
    assertError(HEADER + "{0 1} red\n", "f.arff:5: text after the sparse row: 'red'");
  }

  @Test
  void sparseIndexOutOfRange() {
    String end = " is out of range; the attributes are numbered from 0 to 1";
    assertError(HEADER + "{2 red}\n", "f.arff:5: index '2'" + end);
    assertError(HEADER + "{99999999999 red}\n", "f.arff:5: index '99999999999'" + end);
  }

  @Test
  void sparseIndexThatIsNoNumber() {
    String end = " is no index; a sparse row is {index value, ...} with indices from 0";
    assertError(HEADER + "{-1 red}\n", "f.arff:5: '-1'" + end);
    assertError(HEADER + "{x red}\n", "f.arff:5: 'x'" + end);
    assertError(HEADER + "{0 1,}\n", "f.arff:5: ''" + end);
  }

  @Test
  void sparseIndexTwice() {
    assertError(HEADER + "{1 red, 1 green}\n", "f.arff:5: index 1 is there twice");
  }

  @Test
  void sparseIndicesThatDoNotIncrease() {
    assertError(
        HEADER + "{1 red, 0 1}\n", "f.arff:5: index 0 after index 1; indices must increase");
  }

  @Test
  void sparseIndexWithoutValue() {
    assertError(HEADER + "{0}\n", "f.arff:5: no value after index 0; {index value, ...} is needed");
  }

  @Test
  void unclosedSparseRow() {
    assertError(HEADER + "{0 1\n", "f.arff:5: the sparse row is not closed by } after index 0");
    assertError(
        HEADER + "{0 1 1 red}\n", "f.arff:5: the sparse row is not closed by } after index 0");
  }

  @Test
  void badValueInASparseRow() {
    assertError(
        HEADER + "{0 one}\n",
        "f.arff:5: attribute 'x': 'one' is not a number; write ? for a missing value");
  }

  @Test
  void linesAreCountedWithAnyLineEnd() {
    for (String lineEnd : new String[] {"\n", "\r\n", "\r"}) {
      assertError(
          (HEADER + "1,red\n\n2,blue\n").replace("\n", lineEnd),
          "f.arff:7: attribute 'color': 'blue' is not declared; declared are 'red', 'dark blue',"
              + " 'green'");
    }
  }

  private static void assertError(String text, String message) {
    ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> ArffReader.read(in, "f.arff"))
        .withMessage(message);
  }
}
