package org.genlabel.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgramVersionTest {
  private static final String COMMIT = "genlabel.commit";

  private String before;

  @BeforeEach
  void rememberCommit() {
    before = System.clearProperty(COMMIT);
  }

  @AfterEach
  void restoreCommit() {
    if (before == null) {
      System.clearProperty(COMMIT);
    } else {
      System.setProperty(COMMIT, before);
    }
  }

  @Test
  void theBuildFillsInVersionAndCommit() {
    ProgramVersion version = ProgramVersion.current();

    assertThat(version.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
    // Outside a checkout there is no commit to name.
    assertThat(version.commit()).matches("[0-9a-f]{12}(-dirty)?|unknown");
  }

  @Test
  void theLaunchersCommitWins() {
    System.setProperty(COMMIT, "0123456789ab-dirty");

    assertThat(ProgramVersion.current().commit()).isEqualTo("0123456789ab-dirty");
  }
}
