package org.genlabel.experiment.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Version and commit of the program.
 *
 * @param version of the program
 * @param commit of the checkout it was built from, "-dirty" if that had changes, or "unknown"
 */
public record ProgramVersion(String version, String commit) {
  private static final String RESOURCE = "/org/genlabel/version.properties";

  /** Returns the version of the running program. */
  public static ProgramVersion current() {
    Properties properties = new Properties();
    try (InputStream in = ProgramVersion.class.getResourceAsStream(RESOURCE)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own " + RESOURCE + " is not readable", e);
    }
    // The launcher, which builds whenever sources change, knows of changes that are not committed;
    // the build does not.
    String commit = System.getProperty("genlabel.commit", properties.getProperty("commit"));
    return new ProgramVersion(properties.getProperty("version"), commit);
  }
}
