package org.genlabel.experiment.config;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Pattern;

/**
 * Limits the size of a configuration, all its files and settings together. Otherwise forty
 * substitutions that double a value, or files that include each other twice, would take all memory,
 * and ten thousand += a minute.
 */
final class ConfigLimits {
  private static final int MOST_FILES = 50;
  private static final int MOST_SUBSTITUTIONS = 16;
  private static final long MOST_BYTES = 256 * 1024L;
  // += is short for a substitution of the value so far.
  private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{|\\+=");

  private int files;
  private int substitutions;
  private long bytes;

  /**
   * Adds a file to the counts. A missing file is not counted; reading it reports the error.
   *
   * @throws InvalidConfigException if the configuration is too large with it, or it is no file that
   *     can be read
   */
  void addFile(File file) {
    files++;
    if (files > MOST_FILES) {
      throw new InvalidConfigException(
          file + ": more than " + MOST_FILES + " files are included, perhaps in a circle");
    }
    if (!file.exists()) {
      return;
    }
    if (!file.isFile()) {
      throw new InvalidConfigException(
          file
              + ": is "
              + (file.isDirectory() ? "a folder" : "no regular file")
              + "; a configuration file is needed");
    }
    requireRoom(file.toString(), file.length());
    try {
      // Compares bytes, since no byte of a multi-byte character equals the two that are searched
      // for.
      count(
          file.toString(),
          new String(Files.readAllBytes(file.toPath()), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new InvalidConfigException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Adds a text to the counts.
   *
   * @param place its location, for errors
   * @throws InvalidConfigException if the configuration is too large with it
   */
  void addText(String place, String text) {
    requireRoom(place, text.length());
    count(place, text);
  }

  private void requireRoom(String place, long length) {
    bytes += length;
    if (bytes > MOST_BYTES) {
      throw new InvalidConfigException(
          place
              + ": the configuration has "
              + bytes
              + " bytes; at most "
              + MOST_BYTES
              + " are allowed");
    }
  }

  private void count(String place, String text) {
    substitutions += (int) SUBSTITUTION.matcher(text).results().count();
    if (substitutions > MOST_SUBSTITUTIONS) {
      throw new InvalidConfigException(
          place
              + ": more than "
              + MOST_SUBSTITUTIONS
              + " substitutions ${...} and +=; so many are allowed in a configuration");
    }
  }
}
