package org.genlabel.spark;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.experiment.InvalidConfigException;

/** The manifest for whoever only reads a run. */
public final class RunManifest {
  private RunManifest() {}

  /**
   * Reads the manifest of a finished or running run.
   *
   * @throws InvalidConfigException if the folder holds none, or it cannot be read
   */
  public static Manifest require(ResultStore store, Configuration configuration) {
    try {
      return RunFolder.requireManifest(store, configuration);
    } catch (IOException | IllegalArgumentException e) {
      // Hadoop reports an unknown host as the latter, and an URI that is none.
      throw new InvalidConfigException(
          store.displayName()
              + ": is not the folder of a run: manifest.json cannot be read: "
              + reason(e),
          e);
    }
  }

  /** Java tells by the class alone what is wrong with a file. */
  private static String reason(Exception e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof CharacterCodingException) {
      return "it is not UTF-8";
    }
    return e.getCause() instanceof URISyntaxException cause ? cause.getMessage() : e.getMessage();
  }
}
