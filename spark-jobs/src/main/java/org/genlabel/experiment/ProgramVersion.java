package org.genlabel.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What the build recorded of itself.
 *
 * @param version of the program
 * @param commit of the checkout it was built from, or "unknown"
 */
public record ProgramVersion(String version, String commit) {
  private static final String RESOURCE = "/org/genlabel/version.properties";

  /** The running program's. */
  public static ProgramVersion current() {
    Properties properties = new Properties();
    try (InputStream in = ProgramVersion.class.getResourceAsStream(RESOURCE)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own " + RESOURCE + " is not readable", e);
    }
    return new ProgramVersion(properties.getProperty("version"), properties.getProperty("commit"));
  }
}
