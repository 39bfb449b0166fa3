package org.genlabel.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.genlabel.fuzz.FuzzedText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that damaged configurations soon end in an {@link InvalidConfigException} of one line or in
 * a configuration.
 */
@Tag("slow")
class ConfigFuzzTest {
  private static final int CONFIGURATIONS = FuzzedText.inputs(2_000);

  /** One takes about a millisecond. */
  private static final Duration LIMIT = Duration.ofSeconds(60).plusMillis(10L * CONFIGURATIONS);

  private static final String CONFIGURATION =
      """
      # comment
      include "base.conf"
      experiment {
        name = fuzz
        datasets = [48, iris, "a b"]
        schemes = [mixup, genlabel-gm]
        alphas = [1, 2.5]
        trials = 3
      }
      training { epochs = ${experiment.trials}, gammas = [0, 1e-1], optimizer = adam }
      training.learning-rates = [0.1]
      protocol.scaling = training-rows
      data.path += \"""x\"""
      """;

  private static final String[] SIGNS = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\"\"\"",
    "\\",
    "\\u00",
    "=",
    "+=",
    ":",
    ",",
    ".",
    "#",
    "//",
    "\n",
    "\r",
    " ",
    "\u0000",
    "\u00e9",
    "$",
    "${",
    "${?PATH}",
    "${experiment.alphas}",
    "${experiment}",
    "include ",
    "include \"base.conf\"",
    "include \"fuzz.conf\"",
    "include file(\"/etc/passwd\")",
    "include url(\"http://127.0.0.1:1/\")",
    "null",
    "true",
    "1e999",
    "-1",
    "NaN",
    "99999999999999999999",
    "experiment",
    "training.folds=",
    "1 day"
  };

  @TempDir private Path folder;

  @Test
  void configurationsEndInOneOrInOneLine() throws IOException {
    Files.writeString(folder.resolve("base.conf"), "experiment.seed = 5\n");
    FuzzedText texts = new FuzzedText(CONFIGURATION, SIGNS, 3);
    int[] refused = new int[1];
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int i = 0; i < CONFIGURATIONS; i++) {
            byte[] text = texts.next();
            Files.write(folder.resolve("fuzz.conf"), text);
            refused[0] += isRefused(text, List.of()) ? 1 : 0;
          }
        });
    // Both ends are reached, or the mutations are too weak or too strong to test anything.
    assertThat(refused[0]).isBetween(CONFIGURATIONS / 10, CONFIGURATIONS - CONFIGURATIONS / 50);
  }

  @Test
  void settingsEndInAConfigurationOrInOneLine() throws IOException {
    Files.writeString(folder.resolve("fuzz.conf"), "experiment.seed = 5\n");
    FuzzedText texts = new FuzzedText("experiment.alphas=[1, 2.5]", SIGNS, 4);
    int[] refused = new int[1];
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int i = 0; i < CONFIGURATIONS; i++) {
            byte[] text = texts.next();
            List<String> settings = new ArrayList<>();
            settings.add(new String(text, StandardCharsets.UTF_8));
            refused[0] += isRefused(text, settings) ? 1 : 0;
          }
        });
    assertThat(refused[0]).isBetween(CONFIGURATIONS / 10, CONFIGURATIONS - CONFIGURATIONS / 50);
  }

  private boolean isRefused(byte[] text, List<String> settings) {
    try {
      ExperimentConfig config =
          ExperimentConfig.read(folder.resolve("fuzz.conf").toFile(), settings);
      assertThat(config.alphas()).allMatch(alpha -> alpha > 0 && alpha <= 1000);
      assertThat(config.trials()).isBetween(1, 100_000);
      assertThat(config.name()).matches("[A-Za-z0-9][A-Za-z0-9._-]*");
      return false;
    } catch (InvalidConfigException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000);
      return true;
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("with\n" + new String(text, StandardCharsets.UTF_8), e);
    }
  }
}
