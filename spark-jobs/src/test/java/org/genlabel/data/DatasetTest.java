package org.genlabel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.genlabel.data.format.ArffReader;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final String HEADER =
      """
      @attribute row numeric
      @attribute size numeric
      @attribute color {red,green}
      @attribute note string
      @attribute kind {none,small,middle,large}
      @data
      """;

  /** Classes 2 (small), 3 (middle) and 5 (large); none has no row. */
  private static final String ROWS =
      """
      1,0.5,red,a,large
      2,?,green,b,large
      3,1.5,?,c,small
      4,2.5,red,d,large
      5,3.5,red,e,middle
      6,4.5,red,f,middle
      7,5.5,red,g,middle
      8,6.5,red,h,large
      9,7.5,red,i,large
      10,8.5,red,j,small
      """;

  @Test
  void takesTheLastAttributeForTheClassAndNumericOnesForFeatures() throws IOException {
    Dataset dataset = dataset(HEADER + ROWS, Optional.empty(), FeatureHandling.NUMERIC);

    assertThat(dataset.features())
        .containsExactly(
            new Dataset.Feature("row", List.of()), new Dataset.Feature("size", List.of()));
    assertThat(dataset.rows()).isEqualTo(10);
    assertThat(dataset.values()[0]).containsExactly(1, 0.5);
    assertThat(dataset.values()[1]).containsExactly(2, Double.NaN);
    assertThat(dataset.checksum()).isEqualTo("c0ffee");
  }

  @Test
  void dropsClassesWithoutRowsAndKeepsTheDeclaredOrder() throws IOException {
    Dataset dataset = dataset(HEADER + ROWS, Optional.empty(), FeatureHandling.NUMERIC);

    assertThat(dataset.classes()).containsExactly("small", "middle", "large");
    assertThat(dataset.classCount()).isEqualTo(3);
    assertThat(dataset.labels()).containsExactly(2, 2, 0, 2, 1, 1, 1, 2, 2, 0);
  }

  @Test
  void keepsNominalFeaturesAsCategoriesIfAsked() throws IOException {
    Dataset dataset = dataset(HEADER + ROWS, Optional.empty(), FeatureHandling.ONE_HOT);

    assertThat(dataset.features())
        .containsExactly(
            new Dataset.Feature("row", List.of()),
            new Dataset.Feature("size", List.of()),
            new Dataset.Feature("color", List.of("red", "green")));
    assertThat(dataset.features().get(1).isNominal()).isFalse();
    assertThat(dataset.features().get(2).isNominal()).isTrue();
    assertThat(dataset.values()[1]).containsExactly(2, Double.NaN, 1);
    assertThat(dataset.values()[2]).containsExactly(3, 1.5, Double.NaN);
  }

  @Test
  void leavesIgnoredAttributesOut() throws IOException {
    Dataset dataset =
        Dataset.of(
            table(HEADER + ROWS),
            Optional.empty(),
            "d",
            Optional.empty(),
            List.of("row", "color", "absent"),
            FeatureHandling.ONE_HOT,
            "c0ffee");

    assertThat(dataset.features()).extracting(Dataset.Feature::name).containsExactly("size");
  }

  @Test
  void prefersTheTargetThenTheAttributeCalledClass() throws IOException {
    String text = HEADER.replace("color", "Class") + ROWS.replace("?,c", "green,c");

    assertThat(dataset(text, Optional.empty(), FeatureHandling.NUMERIC).classes())
        .containsExactly("red", "green");
    assertThat(dataset(text, Optional.of("kind"), FeatureHandling.NUMERIC).classes())
        .containsExactly("small", "middle", "large");
  }

  @Test
  void isKeyedByItsIdOrElseByItsName() throws IOException {
    Dataset named = dataset(HEADER + ROWS, Optional.empty(), FeatureHandling.NUMERIC);
    Dataset numbered = numbered();

    assertThat(named.id()).isEmpty();
    assertThat(named.key()).isEqualTo("fruit");
    assertThat(numbered.id()).hasValue(61);
    assertThat(numbered.name()).isEqualTo("fruit");
    assertThat(numbered.key()).isEqualTo("61");
    assertThat(numbered).hasToString("fruit (61): 10 rows, 3 features, 3 classes");
  }

  @Test
  void survivesSerialisation() throws IOException, ClassNotFoundException {
    Dataset dataset = numbered();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(dataset);
    }
    Dataset copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (Dataset) in.readObject();
    }

    assertThat(copy.id()).hasValue(61);
    assertThat(copy.name()).isEqualTo(dataset.name());
    assertThat(copy.features()).isEqualTo(dataset.features());
    assertThat(List.of(copy.values())).containsExactly(dataset.values());
    assertThat(copy.labels()).isEqualTo(dataset.labels());
    assertThat(copy.classes()).isEqualTo(dataset.classes());
    assertThat(copy.checksum()).isEqualTo(dataset.checksum());
  }

  @Test
  void refusesATargetThatIsNoAttribute() {
    assertError(
        HEADER + ROWS,
        Optional.of("Kind"),
        "f.arff: no attribute 'Kind', which should be the class; the attributes are 'row', 'size',"
            + " 'color', 'note', 'kind'; data.class names the class");
  }

  @Test
  void refusesAClassThatIsNotNominal() {
    String end = "; name a nominal class attribute 'class' or put it last";
    assertError(
        HEADER + ROWS,
        Optional.of("size"),
        "f.arff: no class: the attribute 'size' is numeric" + end);
    assertError(
        HEADER + ROWS,
        Optional.of("note"),
        "f.arff: no class: the attribute 'note' is a string" + end);
    assertError(
        HEADER.replace("row", "Class") + ROWS,
        Optional.empty(),
        "f.arff: no class: the attribute 'Class' is numeric" + end);
    assertError(
        "@attribute x numeric\n@data\n1\n",
        Optional.empty(),
        "f.arff: no class: the last attribute 'x' is numeric" + end);
  }

  @Test
  void refusesTwoAttributesCalledClass() {
    assertError(
        HEADER.replace("row", "class").replace("kind", "CLASS") + ROWS,
        Optional.empty(),
        "f.arff: both 'class' and 'CLASS' could be the class; rename one of them, or name the class"
            + " with data.class");
  }

  @Test
  void refusesARowWithoutClass() {
    assertError(
        HEADER + ROWS.replace("c,small", "c,?"),
        Optional.empty(),
        "f.arff:9: no class: the class attribute 'kind' is missing; every row needs a class");
  }

  @Test
  void refusesFewerThanTenRows() {
    assertError(
        HEADER + ROWS.replace("10,8.5,red,j,small\n", ""),
        Optional.empty(),
        "f.arff: 9 rows; at least 10 are needed");
  }

  @Test
  void refusesASingleClass() {
    assertError(
        HEADER + ROWS.replace("small", "large").replace("middle", "large"),
        Optional.empty(),
        "f.arff: only one class, 'large', has rows; at least two are needed");
  }

  @Test
  void refusesClassesWithASingleRowEach() {
    StringBuilder text =
        new StringBuilder("@attribute x real\n@attribute y {0,1,2,3,4,5,6,7,8,9}\n@data\n");
    for (int row = 0; row < 10; row++) {
      text.append("1,").append(row).append('\n');
    }

    assertError(
        text.toString(),
        Optional.empty(),
        "f.arff: every class has a single row; at least two classes need two rows or more");
    assertError(
        text + "1,9\n",
        Optional.empty(),
        "f.arff: all classes but one have a single row; at least two classes need two rows or"
            + " more");
  }

  @Test
  void acceptsTwoClassesOfTwoRowsAmongSingleOnes() throws IOException {
    StringBuilder text =
        new StringBuilder("@attribute x real\n@attribute y {0,1,2,3,4,5,6,7}\n@data\n");
    for (int row = 0; row < 10; row++) {
      text.append("1,").append(row % 8).append('\n');
    }

    assertThat(dataset(text.toString(), Optional.empty(), FeatureHandling.NUMERIC).classCount())
        .isEqualTo(8);
  }

  @Test
  void refusesATableWithoutFeatures() {
    String nominal =
        "@attribute color {red,green}\n@attribute s string\n@attribute y {a,b}\n@data\n";
    String rows = "red,s,a\ngreen,s,b\n".repeat(5);

    assertError(
        nominal + rows,
        Optional.empty(),
        "f.arff: no numeric feature; protocol.features = one-hot would keep the nominal ones (1)");
    assertError(
        nominal.replace("{red,green}", "string") + rows,
        Optional.empty(),
        "f.arff: no feature is left beside the class; a numeric or nominal attribute is needed");
  }

  private static Dataset numbered() throws IOException {
    return Dataset.of(
        table(HEADER + ROWS),
        Optional.of(61),
        "fruit",
        Optional.empty(),
        List.of(),
        FeatureHandling.ONE_HOT,
        "c0ffee");
  }

  private static void assertError(String text, Optional<String> target, String message) {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> dataset(text, target, FeatureHandling.NUMERIC))
        .withMessage(message);
  }

  private static Dataset dataset(String text, Optional<String> target, FeatureHandling handling)
      throws IOException {
    return Dataset.of(
        table(text), Optional.empty(), "fruit", target, List.of(), handling, "c0ffee");
  }

  private static Table table(String text) throws IOException {
    return ArffReader.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "f.arff");
  }
}
