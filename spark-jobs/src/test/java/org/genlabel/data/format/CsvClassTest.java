package org.genlabel.data.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which column is the class, and which classes it holds. */
class CsvClassTest {
  private static final double NAN = Double.NaN;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a,CLASS,y     | CLASS
          a,Label,b     | Label
          TARGET,a,b    | TARGET
          Y,a,b         | Y
          a,x,y         | y
          target,class,a | class
          a,y,label     | label
          a,b,c         | c
          """)
  void theClassHasAUsualNameOrIsLast(String header, String expected) {
    assertThat(CsvText.of(header + "\n1,2,3\n").reading().classColumn().name()).isEqualTo(expected);
  }

  @Test
  void theColumnThatTheUserNamesIsTheClass() {
    CsvText file = CsvText.of("species,class\na,1\nb,2\n").classColumn("species");

    assertThat(file.reading().classColumn().name()).isEqualTo("species");
    CsvText.of("a,b\n1,2\n").classColumn("c").isRefused("f.csv: no attribute 'c'", "'a', 'b'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"label,target,a", "x,y,kind"})
  void twoColumnsThatCouldBeTheClassAreRefused(String header) {
    CsvText.of(header + "\n1,2,3\n").isRefused("could be the class", "data.class");
  }

  @Test
  void anIgnoredColumnIsNotTheClass() {
    CsvText file = CsvText.of("u,kind,id\n1,a,A1\n2,b,A2\n").ignored("id");

    assertThat(file.classes()).containsExactly("a", "b");
    CsvText.of("u,v\n1,2\n").ignored("u", "v").isRefused("f.csv: no column is left");
  }

  @Test
  void classesAreComparedWithoutBlanksOfAnyKind() {
    CsvText file =
        CsvText.of("u,class\n1,\"low \"\n2,low\n3,\u00a0low\n4,\"\u200bmid\"\n5,mid\u2009\n");

    assertThat(file.classes()).containsExactly("low", "mid");
    assertThat(file.column("class")).containsExactly(0, 0, 0, 1, 1);
  }

  @Test
  void classesThatAreNumbersAreComparedByValue() {
    CsvText file = CsvText.of("u;class\n1;1\n2;1.0\n3;2e0\n4;02\n5;-3\n6;10.00\n");

    assertThat(file.classes()).containsExactly("-3", "1", "2", "10");
    assertThat(file.column("class")).containsExactly(1, 1, 2, 2, 0, 3);
    assertThat(CsvText.of("u;class\n1,5;1,0\n2;2\n").classes()).containsExactly("1", "2");
  }

  @Test
  void numbersThatAreNoIntegersAreClassesOnlyIfTheUserSaysSo() {
    CsvText file = CsvText.of("u,class\n1,0.5\n2,1.5\n3,0.50\n");

    file.isRefused("f.csv:2: column 'class'", "'0.5' is no whole number", "data.class", "exact");
    file.classColumn("class").isRefused("data.class-values = exact");
    assertThat(file.classColumn("class").with(ReadingSettingsBuilder::exactClasses).classes())
        .containsExactly("0.5", "1.5");
  }

  @Test
  void aLastColumnOfManyNumbersIsNoClassUnlessTheUserSaysSo() {
    StringBuilder text = new StringBuilder("u,rooms\n");
    for (int row = 0; row < 200; row++) {
      text.append(row * row).append(',').append(row % 11).append('\n');
    }
    CsvText file = CsvText.of(text.toString());

    file.isRefused("column 'rooms'", "the last", "11 different numbers in 200 rows", "data.class");
    assertThat(file.classColumn("rooms").classes()).hasSize(11);
    assertThat(CsvText.of(text.toString().replace("rooms", "label")).classes()).hasSize(11);
  }

  @Test
  void aTargetWithAValueForEveryOtherRowIsNoClass() {
    StringBuilder text = new StringBuilder("u,target\n");
    for (int row = 0; row < 100; row++) {
      text.append(row * row).append(',').append(row / 2).append('\n');
    }

    CsvText.of(text.toString()).isRefused("column 'target'", "50 different numbers", "data.class");
  }

  @Test
  void aLastColumnOfTimesOrOfNamesOfRowsIsNoClass() {
    StringBuilder text = new StringBuilder("u,last\n");
    for (int row = 0; row < 50; row++) {
      text.append(row * row).append(",name").append(row).append('\n');
    }
    CsvText.of(text.toString()).isRefused("'last'", "50 different values", "data.class");
    CsvText.of("u,at\n1,2024-01-01 12:00\n2,2024-01-02 12:00\n")
        .isRefused("'at'", "dates or times", "data.class");
  }

  @Test
  void missingClassesAreMissing() {
    CsvText file = CsvText.of("u,class\n1,a\n2,\n3,?\n4,NA\n5,NaN\n6,b\n");

    assertThat(file.column("class")).containsExactly(0, NAN, NAN, NAN, NAN, 1);
  }

  @Test
  void signsAndTheWordNoneMayBeClasses() {
    assertThat(CsvText.of("u,class\n1,-\n2,+\n3,None\n").classes())
        .containsExactly("+", "-", "None");
  }

  @Test
  void classesThatDifferInCaseOnlyArePointedOut() {
    CsvText file = CsvText.of("u,class\n4,Low\n2,low\n3,mid\n");

    assertThat(file.classes()).hasSize(3);
    assertThat(file.reading().notes()).isEqualTo(List.of("'Low' and 'low' are two classes"));
  }
}
