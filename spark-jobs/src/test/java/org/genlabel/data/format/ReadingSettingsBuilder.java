package org.genlabel.data.format;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/** Makes settings of which a test names only what it is about. */
public final class ReadingSettingsBuilder {
  private final Optional<Charset> encoding;
  private Optional<String> classColumn;
  private boolean exactClasses;
  private Optional<Character> separator;
  private Optional<Character> decimalMark;
  private List<String> missing;
  private List<String> ignored;

  private ReadingSettingsBuilder(ReadingSettings start) {
    encoding = start.encoding();
    classColumn = start.classColumn();
    exactClasses = start.exactClasses();
    separator = start.separator();
    decimalMark = start.decimalMark();
    missing = start.missing();
    ignored = start.ignored();
  }

  /** Starts from settings by which everything is found out. */
  public static ReadingSettingsBuilder automatic() {
    return from(ReadingSettings.AUTOMATIC);
  }

  /** Starts from other settings, which are not changed. */
  public static ReadingSettingsBuilder from(ReadingSettings start) {
    return new ReadingSettingsBuilder(start);
  }

  public ReadingSettingsBuilder classColumn(String name) {
    classColumn = Optional.of(name);
    return this;
  }

  public ReadingSettingsBuilder exactClasses() {
    exactClasses = true;
    return this;
  }

  public ReadingSettingsBuilder separator(char character) {
    separator = Optional.of(character);
    return this;
  }

  public ReadingSettingsBuilder decimalMark(char mark) {
    decimalMark = Optional.of(mark);
    return this;
  }

  public ReadingSettingsBuilder missing(String... texts) {
    missing = List.of(texts);
    return this;
  }

  public ReadingSettingsBuilder ignored(String... names) {
    ignored = List.of(names);
    return this;
  }

  public ReadingSettings build() {
    return new ReadingSettings(
        classColumn, exactClasses, separator, decimalMark, missing, ignored, encoding);
  }
}
