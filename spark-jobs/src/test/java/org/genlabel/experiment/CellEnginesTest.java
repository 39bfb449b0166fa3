package org.genlabel.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.genlabel.experiment.FakeEngine.FakeModel;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.config.InvalidConfigException;
import org.genlabel.learner.Model;
import org.genlabel.learner.ModelKind;
import org.genlabel.train.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the lookup of engines by model, and the errors for models that no engine runs. */
class CellEnginesTest {
  private static final CellEngines ENGINES =
      new CellEngines(
          List.of(new TabularEngine(), new FakeEngine()), Map.of("photo-network", "images"));

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(ModelKind.class)
  void thisBuildHasTheEngineOfEveryModelForTabularData(ModelKind model) {
    CellEngines installed = CellEngines.installed();

    assertThat(installed.model(model.key())).contains(model);
    assertThat(installed.of(model)).isInstanceOf(TabularEngine.class);
    assertThat(installed.of(model).schemes(model))
        .containsExactlyElementsOf(
            Stream.of(Scheme.values())
                .filter(scheme -> !scheme.isTrained() || model.combinesWith(scheme.mixing()))
                .toList());
  }

  @Test
  void modelsAreThoseOfAllEnginesByKey() {
    assertThat(ENGINES.models())
        .containsExactlyElementsOf(
            Stream.concat(Stream.of(FakeModel.values()), Stream.of(ModelKind.values()))
                .map(Model.class::cast)
                .sorted(Comparator.comparing(Model::key))
                .toList());
    assertThat(ENGINES.of(FakeModel.FRAGILE)).isInstanceOf(FakeEngine.class);
    assertThat(ENGINES.model("photo-network")).isEqualTo(Optional.empty());
  }

  @Test
  void noTwoEnginesProvideTheSameModel() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () -> new CellEngines(List.of(new TabularEngine(), new TabularEngine()), Map.of()))
        .withMessageContaining("softmax-regression is provided by both");
  }

  @Test
  void aModelWithoutEngineIsNamed() {
    Model unknown = () -> "photo-network";

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ENGINES.of(unknown))
        .withMessageContaining("photo-network")
        .withMessageContaining("softmax-regression");
  }

  @Test
  void anUnknownModelListsThoseThatThereAre() throws IOException {
    File file = file("\nexperiment.model = gpt\n");

    assertThat(messageOf(file))
        .isEqualTo(
            file
                + ":2: experiment.model = \"gpt\": must be one of "
                + String.join(", ", ENGINES.models().stream().map(Model::key).toList()));
  }

  @Test
  void aModelOfAProfileThatThisBuildLacksNamesTheProfile() throws IOException {
    File file = file("experiment.model = photo-network");

    assertThat(messageOf(file))
        .isEqualTo(
            file
                + ":1: experiment.model = \"photo-network\": must be one of "
                + String.join(", ", ENGINES.models().stream().map(Model::key).toList())
                + "; photo-network needs a build with the Maven profile images:"
                + " GENLABEL_PROFILES=images submit/genlabel run ...");
  }

  @Test
  void aSchemeThatAModelCannotBeCombinedWithListsThoseThatItCan() throws IOException {
    File file = file("experiment.model = constant-model\nexperiment.schemes = [mixup, adamixup]\n");

    assertThat(messageOf(file))
        .isEqualTo(
            file
                + ":2: experiment.schemes = [\"mixup\",\"adamixup\"]: must be schemes that"
                + " experiment.model = constant-model can be combined with, which are vanilla,"
                + " mixup, cutmix; 'adamixup' is none of them");
  }

  @Test
  void allSchemesAreThoseThatTheModelCanBeCombinedWith() throws IOException {
    ExperimentConfig config =
        ExperimentConfig.read(
            file("experiment.model = constant-model\nexperiment.schemes = [all]\n"),
            List.of(),
            ENGINES);

    assertThat(config.model()).isEqualTo(FakeModel.CONSTANT);
    assertThat(config.schemes()).containsExactly(Scheme.VANILLA, Scheme.MIXUP, Scheme.CUTMIX);
    assertThat(config.identity()).containsEntry("experiment.model", "constant-model");
  }

  private File file(String text) throws IOException {
    return Files.writeString(folder.resolve("study.conf"), text).toFile();
  }

  private static String messageOf(File file) {
    return catchThrowableOfType(
            InvalidConfigException.class,
            () -> ExperimentConfig.read(file, List.of("experiment.datasets=[bundled]"), ENGINES))
        .getMessage();
  }
}
