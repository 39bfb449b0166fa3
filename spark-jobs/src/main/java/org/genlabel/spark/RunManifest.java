package org.genlabel.spark;

import java.io.IOException;
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
          store.folder()
              + ": is not the folder of a run: manifest.json cannot be read: "
              + e.getClass().getSimpleName()
              + ": "
              + e.getMessage(),
          e);
    }
  }
}
