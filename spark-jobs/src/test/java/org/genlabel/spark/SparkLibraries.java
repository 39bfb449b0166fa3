package org.genlabel.spark;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Spark's libraries where the workers of a cluster look for them: in $SPARK_HOME/jars. */
final class SparkLibraries {
  private SparkLibraries() {}

  /** Links those that Maven fetched; tests that run in parallel may all do so. */
  static void link() throws IOException {
    Path jars = Files.createDirectories(Path.of(System.getenv("SPARK_HOME")).resolve("jars"));
    String classPath = Files.readString(jars.resolveSibling("../classpath"));
    for (String entry : classPath.strip().split("[:\n]+", -1)) {
      Path jar = Path.of(entry);
      Path link = jars.resolve(jar.getFileName());
      if (!Files.exists(link)) {
        try {
          Files.createSymbolicLink(link, jar);
        } catch (FileAlreadyExistsException e) {
          // Another test was faster.
        }
      }
    }
  }
}
