package org.genlabel.data.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.genlabel.data.Attribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the columns that are not the class hold. */
class CsvFeatureTest {
  private static final double NAN = Double.NaN;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "?", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NAN", "null", "NULL", "None",
        "none", "-", "\u2013", "\u2014", "\u00a0"
      })
  void aMissingTextIsMissingHoweverOftenItIsThere(String text) {
    CsvText file =
        CsvText.of(
            "u,kind\n" + (text + ",a\n").repeat(20) + "1.5,b\n" + (text + ",b\n").repeat(20));

    assertThat(file.attribute("u").kind()).isEqualTo(Attribute.Kind.NUMERIC);
    assertThat(file.column("u")).containsOnly(NAN, 1.5);
    assertThat(file.reading().missingCells()).isEqualTo(40);
  }

  @Test
  void theUserMayNameMissingTexts() {
    CsvText file = CsvText.of("u,v,kind\n1,low,a\n-999.0,x,b\nn.d.,low,a\n2,high,b\n");

    assertThat(file.missing("-999", "n.d.", "x").column("u")).containsExactly(1, NAN, NAN, 2);
    assertThat(file.missing("-999", "n.d.", "x").attribute("v").values())
        .containsExactly("high", "low");
  }

  @ParameterizedTest
  @ValueSource(strings = {"True False", "TRUE FALSE", "true false", "Yes No", "yes no", "YES NO"})
  void truthValuesAreOneAndZero(String words) {
    String[] pair = words.split(" ", -1);
    CsvText file = CsvText.of("u,kind\n" + pair[0] + ",a\n" + pair[1] + ",b\n?,b\n");

    assertThat(file.attribute("u").kind()).isEqualTo(Attribute.Kind.NUMERIC);
    assertThat(file.column("u")).containsExactly(1, 0, NAN);
  }

  @Test
  void otherWordsAreCategories() {
    CsvText file = CsvText.of("u,kind\nyes,a\ntrue,b\nno,a\n");

    assertThat(file.attribute("u").values()).containsExactly("no", "true", "yes");
    assertThat(CsvText.of("u,kind\n10.5.3,a\n10.6.1,b\n").attribute("u").values())
        .as("versions, and no dates")
        .containsExactly("10.5.3", "10.6.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$5",
        "5 %",
        "\u20ac 5",
        "5 EUR",
        "(5)",
        "5-",
        "5 kg",
        "5mm",
        "1.5D+03",
        "-inf",
        "Infinity",
        "\u0665",
        "\"1,23,456\"",
        "\"=\"\"5.1\"\"\"",
        "'5.1",
        "1.5 x 10^-3",
        "1.5\u00d710^3"
      })
  void aColumnOfNumbersInAnotherNotationIsRefused(String cell) {
    CsvText.of("u,kind\n" + cell + ",a\n" + cell + ",b\nx,b\n")
        .isRefused("f.csv:2: column 'u'", "data.ignore");
  }

  @Test
  void halfNumbersAreEnoughForAnError() {
    CsvText.of("u,kind\nn.d.,a\n2,b\n3,b\nn.d.,a\n")
        .isRefused("f.csv:2: column 'u'", "but for 2: 'n.d.' is not a number", "data.missing");
    assertThat(CsvText.of("u,kind\nx,a\n2,b\nx,a\n").attribute("u").values()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-31",
        "31.01.2024",
        "1/31/24",
        "2024-01-31 12:30",
        "2024-01-31T12:30:05.25Z",
        "12:30",
        "12:30:05",
        "1/31/2024 1:05 PM",
        "2024-01-31 12:30:05+01:00"
      })
  void datesAndTimesAreLeftOut(String cell) {
    CsvText file = CsvText.of("u,v,kind\n" + cell + ",1,a\n" + cell + ",2,b\n");

    assertThat(file.attribute("u").kind()).isEqualTo(Attribute.Kind.DATE);
    assertThat(file.reading().leftOut())
        .extracting(ColumnReading::reason)
        .containsExactly("dates or times, e.g. '" + cell + "'");
  }

  @Test
  void aColumnWithoutValuesIsLeftOut() {
    CsvText file = CsvText.of("u,v,kind\nNA,1,a\n,2,b\n");

    assertThat(file.reading().leftOut())
        .extracting(ColumnReading::reason)
        .containsExactly("all its cells are missing");
  }

  @Test
  void aConstantThatStandsForMissingEverywhereIsRefused() {
    CsvText file = CsvText.of("u,v,kind\n-9999,1,a\n-9999,2,b\n");

    file.isRefused("f.csv:2: column 'u' is -9999 in every row", "data.missing = [\"-9999\"]");
    assertThat(file.missing("-9999").reading().leftOut()).hasSize(1);
    CsvText.of("u,v,kind\n-99,1,a\n?,2,b\n").isRefused("column 'u' is -99 in every row");
    assertThat(CsvText.of("u,v,kind\n-1,1,a\n?,2,b\n").reading().notes())
        .contains("column 'u' is -1 in every row");
    CsvText constant = CsvText.of("u,v,kind\n7,5,a\n7,2,b\n");
    assertThat(constant.column("u")).containsExactly(7, 7);
    assertThat(constant.reading().notes()).containsExactly("column 'u' is 7 in every row");
  }

  @Test
  void aConstantThatMayStandForMissingSomewhereIsPointedOut() {
    assertThat(CsvText.of("u,kind\n-999,a\n1,b\n2,b\n").reading().notes())
        .singleElement()
        .asString()
        .contains("-999 in column 'u' (1 cell)", "data.missing = [\"-999\"]");
    assertThat(CsvText.of("u,kind\n999,a\n998,b\n2,b\n").reading().notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {",u,kind\n0,5,a\n1,3,b\n", "\"\",u,kind\n1,5,a\n2,3,b\n"})
  void anIndexIsKeptAndPointedOut(String text) {
    CsvText file = CsvText.of(text);

    assertThat(file.names()).containsExactly("Unnamed: 0", "u", "kind");
    assertThat(file.reading().features()).hasSize(2);
    assertThat(file.reading().notes())
        .singleElement()
        .asString()
        .contains("'Unnamed: 0' counts the rows", "data.ignore = [\"Unnamed: 0\"]");
  }
}
