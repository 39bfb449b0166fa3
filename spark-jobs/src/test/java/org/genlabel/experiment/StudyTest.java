package org.genlabel.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.genlabel.data.Attribute;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;
import org.genlabel.data.Table;
import org.genlabel.learner.ModelKind;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.Randomness;
import org.junit.jupiter.api.Test;

class StudyTest {
  private static final TrainingSettings TRAINING =
      new TrainingSettings(
          3,
          8,
          TrainingSettings.OptimizerKind.ADAM,
          List.of(0.1, 0.01),
          List.of(0.0, 0.5),
          3,
          1e-4);
  private static final Protocol PROTOCOL =
      new Protocol(
          Split.Rule.STRATIFIED, Scaling.TRAINING_ROWS, FeatureHandling.NUMERIC, Randomness.PAIRED);

  /** Returns thirty rows of two features in two classes. */
  private static Dataset dataset(String name, Optional<Integer> id) {
    double[][] values =
        IntStream.range(0, 30)
            .mapToObj(row -> new double[] {row * 7 % 11 + 5 * (row % 2), row * 5 % 13, row % 2})
            .toArray(double[][]::new);
    List<Attribute> attributes =
        List.of(
            new Attribute("x", Attribute.Kind.NUMERIC, List.of()),
            new Attribute("y", Attribute.Kind.NUMERIC, List.of()),
            new Attribute("class", Attribute.Kind.NOMINAL, List.of("a", "b")));
    Table table = new Table(name, name, attributes, values, new int[30]);
    return Dataset.of(
        table, id, name, Optional.empty(), List.of(), FeatureHandling.NUMERIC, "c0ffee");
  }

  private static Study study() {
    return new Study(
        5,
        PROTOCOL,
        TRAINING,
        List.of(dataset("own", Optional.empty()), dataset("known", Optional.of(7))));
  }

  @Test
  void datasetsAreFoundByTheirKeys() {
    Study study = study();

    assertThat(study.dataset("own").name()).isEqualTo("own");
    assertThat(study.dataset("7").name()).isEqualTo("known");
    assertThat(study.seed()).isEqualTo(5);
    assertThat(study.training()).isEqualTo(TRAINING);
  }

  @Test
  void unknownKeyIsNamed() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> study().prepared("known"))
        .withMessage("the study has no dataset 'known'");
  }

  @Test
  void datasetIsPreparedOnce() {
    Study study = study();

    assertThat(study.prepared("own")).isSameAs(study.prepared("own"));
  }

  @Test
  void studyWorksAfterDeserialisation() throws IOException, ClassNotFoundException {
    Study study = study();
    Cell cell = new Cell("own", ModelKind.SOFTMAX_REGRESSION, Scheme.GENLABEL_GM, 1.0, 0);
    CellResult before = new CellRunner(study).run(cell).result();

    // The cache has prepared datasets by now, which are not serialised.
    Study copy = copy(study);
    CellResult after = new CellRunner(copy).run(cell).result();

    assertThat(copy.seed()).isEqualTo(5);
    assertThat(copy.training()).isEqualTo(TRAINING);
    assertThat(copy.dataset("7").rows()).isEqualTo(30);
    assertThat(after.isOk()).isTrue();
    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields("fitSeconds", "finishedAt")
        .isEqualTo(before);
  }

  @Test
  void preparedDatasetsAreNotSerialised() throws IOException {
    Study study = study();
    int size = bytes(study).length;
    study.prepared("own");

    assertThat(bytes(study)).hasSize(size);
  }

  private static byte[] bytes(Study study) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(study);
    }
    return bytes.toByteArray();
  }

  private static Study copy(Study study) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(study)))) {
      return (Study) in.readObject();
    }
  }
}
