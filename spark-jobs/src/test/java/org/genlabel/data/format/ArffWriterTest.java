package org.genlabel.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.genlabel.data.Attribute;
import org.genlabel.data.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArffWriterTest {
  @Test
  void aTableIsWrittenInTheUsualForm() throws Exception {
    String text =
        text(
            "iris",
            List.of(
                new Attribute("x", Attribute.Kind.NUMERIC, List.of()),
                new Attribute("class", Attribute.Kind.NOMINAL, List.of("b", "a b")),
                new Attribute("note", Attribute.Kind.STRING, List.of()),
                new Attribute("day", Attribute.Kind.DATE, List.of())),
            List.of(
                List.of(Optional.of("1.5"), Optional.of("a b"), Optional.of(""), Optional.empty()),
                List.of(Optional.empty(), Optional.empty(), Optional.of("?"), Optional.of("d"))));

    assertThat(text)
        .isEqualTo(
            """
            @relation 'iris'
            @attribute x numeric
            @attribute class {b,'a b'}
            @attribute note string
            @attribute day string
            @data
            1.5,'a b','',?
            ?,?,'?',d
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it's",
        "\"quoted\"",
        "two words",
        " around ",
        "a,b",
        "50%",
        "%",
        "{0 1}",
        "}",
        "back\\slash",
        "\\",
        "\\n",
        "\\u0041",
        "naïve",
        "日本",
        "😀",
        "\ud83d",
        "\n",
        "\r\n",
        "\t",
        "\u0000",
        "\u0085",
        "\u2028",
        "",
        "?",
        "@data",
        "<=50K",
        "NaN",
        "\ufeff",
        "-1",
        "'",
        "''"
      })
  void anyNameOrValueIsReadBack(String value) throws Exception {
    String name = value.isEmpty() ? "name" : value;
    Attribute strange =
        new Attribute(name, Attribute.Kind.NOMINAL, List.of("first", value, "last"));

    Table table = read(text(value, List.of(strange), List.of(List.of(Optional.of(value)))));

    assertThat(table.relation()).isEqualTo(value);
    assertThat(table.attributes()).containsExactly(strange);
    assertThat(table.values()).isDeepEqualTo(new double[][] {{1}});
  }

  @Test
  void valuesOfRandomCharactersAreReadBack() throws Exception {
    String alphabet = "a'\"\\ ,%{}?\n\r\tuU0041@\u00e9\ud83d\ude00\u0001";
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder("x");
      for (int length = random.nextInt(8); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Attribute attribute =
          new Attribute(text.toString(), Attribute.Kind.NOMINAL, List.of(text.substring(1)));

      Table table =
          read(
              text(
                  "",
                  List.of(attribute, attribute("other")),
                  List.of(List.of(Optional.of(text.substring(1)), Optional.of("1")))));

      assertThat(table.attributes()).contains(attribute);
      assertThat(table.values()).isDeepEqualTo(new double[][] {{0, 1}});
    }
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> text("", List.of(attribute("x")), List.of(List.of())))
        .withMessage("0 cells in a row of 1 attributes");
  }

  private static Attribute attribute(String name) {
    return new Attribute(name, Attribute.Kind.NUMERIC, List.of());
  }

  private static String text(
      String relation, List<Attribute> attributes, List<List<Optional<String>>> rows)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ArffWriter writer = new ArffWriter(bytes, relation, attributes)) {
      for (List<Optional<String>> row : rows) {
        writer.row(row);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Table read(String text) throws IOException {
    return ArffReader.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "written");
  }
}
