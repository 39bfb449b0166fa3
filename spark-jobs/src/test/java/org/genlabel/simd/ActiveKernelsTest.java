package org.genlabel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;

/** The choice of kernels, in separate JVMs. */
class ActiveKernelsTest {
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  /** Prints which kernels it uses. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      boolean isScalar = Kernels.active().description().equals("scalar");
      System.out.print(isScalar ? "scalar" : "vector");
    }
  }

  @ParameterizedTest
  @CsvSource({
    VECTORS + ", vector",
    VECTORS + " -XX:-TieredCompilation, vector",
    VECTORS + " -XX:TieredStopAtLevel=3, scalar",
    VECTORS + " -XX:TieredStopAtLevel=1, scalar",
    VECTORS + " -XX:CompilationMode=quick-only, scalar",
    VECTORS + " -Xint, scalar",
    VECTORS + " -XX:TieredStopAtLevel=1 -Dgenlabel.simd=vector, vector",
    VECTORS + " -Dgenlabel.simd=scalar, scalar",
    "-XX:+UseSerialGC, scalar"
  })
  void vectorsAreUsedFromTheStartWhereTheJvmCompilesThem(String options, String expected)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options.split(" ")));
    command.add("-cp");
    command.add(
        Stream.of(Program.class, ActiveKernels.class, Logger.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .map(location -> Path.of(URI.create(location.toString())).toString())
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(Program.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();

    try (InputStream out = process.getInputStream()) {
      assertThat(new String(out.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(expected);
    }
    assertThat(process.waitFor()).isZero();
  }
}
