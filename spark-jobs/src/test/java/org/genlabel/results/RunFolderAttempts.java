package org.genlabel.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.config.InvalidConfigException;
import org.genlabel.experiment.plan.DatasetSelection;
import org.genlabel.spark.SmallStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Base class of tests that attempt a small study in an output folder. */
abstract class RunFolderAttempts {
  @TempDir Path home;
  SmallStudy study;
  Path out;

  @BeforeEach
  void writeStudy() throws IOException {
    study = new SmallStudy(Files.createDirectory(home.resolve("data")));
    out = home.resolve("results/small run");
  }

  /** Opens the folder and closes it, as an attempt that is over. */
  Manifest attempt(ExperimentConfig config) throws IOException {
    return attempt(config, false);
  }

  Manifest attempt(ExperimentConfig config, boolean fresh) throws IOException {
    try (RunFolder folder = open(store(), config, fresh)) {
      return folder.manifest();
    }
  }

  RunFolder open(ResultStore store, ExperimentConfig config, boolean fresh) {
    return open(store, config, study.selection(config), fresh);
  }

  RunFolder open(
      ResultStore store, ExperimentConfig config, DatasetSelection selection, boolean fresh) {
    return RunFolder.open(
        store,
        new PlannedAttempt(config, selection, SmallStudy.CELLS, "4.x", "here/driver"),
        fresh,
        new Configuration(),
        notice -> {});
  }

  String refusal(ExperimentConfig config) {
    return refusal(() -> attempt(config));
  }

  static String refusal(ThrowingCallable opening) {
    InvalidConfigException error = catchThrowableOfType(InvalidConfigException.class, opening);
    assertThat(error).isNotNull();
    assertThat(error.getMessage()).doesNotContain("\n");
    return error.getMessage();
  }

  ResultStore store() {
    return ResultStore.at(out.toString());
  }

  Manifest manifest() throws IOException {
    return RunManifest.find(store(), new Configuration()).orElseThrow();
  }
}
