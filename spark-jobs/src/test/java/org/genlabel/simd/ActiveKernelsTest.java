package org.genlabel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;

/** The warm-up of vector kernels, in JVMs of their own. */
class ActiveKernelsTest {
  /** Says whether the warm-up of the kernels goes on beside it. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      Kernels.active();
      System.out.print(
          Thread.getAllStackTraces().keySet().stream()
              .anyMatch(thread -> thread.getName().equals("genlabel-kernel-warm-up")));
    }
  }

  @ParameterizedTest
  @CsvSource({"4, true", "3, false", "1, false"})
  void vectorsAreTriedOnlyWhereTheCompilerIsThatKnowsThem(int level, String isWarmedUp)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-XX:TieredStopAtLevel=" + level,
                "-cp",
                Stream.of(Program.class, ActiveKernels.class, Logger.class)
                    .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                    .map(location -> Path.of(URI.create(location.toString())).toString())
                    .collect(Collectors.joining(File.pathSeparator)),
                Program.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();

    try (InputStream out = process.getInputStream()) {
      assertThat(new String(out.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(isWarmedUp);
    }
    assertThat(process.waitFor()).isZero();
  }
}
