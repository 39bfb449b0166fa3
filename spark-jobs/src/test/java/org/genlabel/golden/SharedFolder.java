package org.genlabel.golden;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of reference files that are not part of the project: the one the system property
 * genlabel.shared names, by default {@code shared} beside the project. A test that asks for a file
 * that is not there is skipped.
 */
final class SharedFolder {
  private SharedFolder() {}

  /** A file or folder below the shared one, whether or not there is one. */
  static Path path(String relativePath) {
    Path home = Path.of(System.getProperty("genlabel.home", ".."));
    String shared = System.getProperty("genlabel.shared", home.resolve("../shared").toString());
    return Path.of(shared).resolve(relativePath).toAbsolutePath().normalize();
  }

  /** A file or folder below the shared one; the calling test is skipped where there is none. */
  static Path require(String relativePath) {
    Path path = path(relativePath);
    assumeTrue(
        Files.exists(path),
        () -> "needs a reference file of a dataset that is not bundled: " + path);
    return path;
  }
}
