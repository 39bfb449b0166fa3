package org.genlabel.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.experiment.config.InvalidConfigException;

/** Reads the manifest of a finished or running run. */
public final class RunManifest {
  private RunManifest() {}

  /**
   * Returns the manifest; empty if the folder holds none.
   *
   * @throws InvalidConfigException if it is not the manifest of a run
   */
  public static Optional<Manifest> find(ResultStore store, Configuration configuration)
      throws IOException {
    Optional<String> text = store.readManifest(configuration);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Manifest.parse(text.get()));
    } catch (JsonProcessingException e) {
      throw new InvalidConfigException(
          store.displayName()
              + "/manifest.json: is not the manifest of a run; choose another folder with --out, or"
              + " move this one aside with --fresh",
          e);
    }
  }

  /**
   * Returns the manifest, for commands that only read a run.
   *
   * @throws InvalidConfigException if the folder holds none, or it cannot be read
   */
  public static Manifest require(ResultStore store, Configuration configuration) {
    String folder = store.displayName() + ": is not the folder of a run: ";
    try {
      return find(store, configuration)
          .orElseThrow(() -> new InvalidConfigException(folder + "it has no manifest.json"));
    } catch (IOException | IllegalArgumentException e) {
      // Hadoop reports an unknown host or a malformed URI as the latter.
      throw new InvalidConfigException(folder + "manifest.json cannot be read: " + reason(e), e);
    }
  }

  private static String reason(Exception e) {
    if (e instanceof CharacterCodingException) {
      return "it is not UTF-8";
    }
    return e.getCause() instanceof URISyntaxException cause
        ? cause.getMessage()
        : FailureText.firstLine(e);
  }
}
