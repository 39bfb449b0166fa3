package org.genlabel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Stands in for a stock distribution of Spark: its libraries, none of the program's own, and a
 * {@code bin/spark-submit} that starts the command given by Spark's launcher, as the stock one
 * does.
 */
final class SparkDistribution {
  /** The libraries in the program's jar, which Spark does not ship. */
  static final Set<String> OF_THE_PROGRAM =
      Set.of(
          "batik-anim",
          "batik-awt-util",
          "batik-bridge",
          "batik-constants",
          "batik-css",
          "batik-dom",
          "batik-ext",
          "batik-gvt",
          "batik-i18n",
          "batik-parser",
          "batik-script",
          "batik-shared-resources",
          "batik-svg-dom",
          "batik-svggen",
          "batik-transcoder",
          "batik-util",
          "batik-xml",
          "commons-numbers-arrays",
          "commons-numbers-combinatorics",
          "commons-numbers-core",
          "commons-numbers-fraction",
          "commons-numbers-gamma",
          "commons-numbers-rootfinder",
          "commons-rng-client-api",
          "commons-rng-sampling",
          "commons-statistics-descriptive",
          "commons-statistics-distribution",
          "commons-statistics-inference",
          "commons-statistics-ranking",
          "config",
          "libsvm",
          "picocli",
          "xml-apis-ext",
          "xmlgraphics-commons");

  private static final String SPARK_SUBMIT =
      """
      #!/usr/bin/env bash
      export SPARK_HOME=$(cd "$(dirname "$0")/.." && pwd) SPARK_SCALA_VERSION=2.13
      command=()
      while IFS= read -r -d '' word; do
        word=${word#$'\\n'}
        [ -z "$word" ] && [ ${#command[@]} = 0 ] || command+=("$word")
      done < <("${JAVA_HOME:?}/bin/java" -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main \\
        org.apache.spark.deploy.SparkSubmit "$@")
      [ ${#command[@]} -gt 0 ] && exec "${command[@]}"
      """;

  private final Path home;

  /**
   * Creates a distribution.
   *
   * @param home the folder, which does not exist yet
   * @param jars the libraries, linked to
   */
  SparkDistribution(Path home, List<Path> jars) throws IOException {
    this.home = home;
    Files.createDirectories(home.resolve("jars"));
    for (Path jar : jars) {
      if (!OF_THE_PROGRAM.contains(artifact(jar))) {
        Files.createSymbolicLink(home.resolve("jars").resolve(jar.getFileName()), jar);
      }
    }
    Path submit = home.resolve("bin/spark-submit");
    Files.createDirectories(submit.getParent());
    Files.writeString(submit, SPARK_SUBMIT);
    if (!submit.toFile().setExecutable(true)) {
      throw new IOException(submit + " cannot be made executable");
    }
  }

  private static String artifact(Path jar) {
    return jar.getFileName().toString().replaceFirst("-[0-9].*", "");
  }

  Path home() {
    return home;
  }

  /** Returns the names of its libraries, without their versions. */
  List<String> artifacts() throws IOException {
    try (Stream<Path> jars = Files.list(home.resolve("jars"))) {
      return jars.map(SparkDistribution::artifact).toList();
    }
  }
}
