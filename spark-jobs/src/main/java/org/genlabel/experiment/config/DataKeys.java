package org.genlabel.experiment.config;

import com.typesafe.config.ConfigUtil;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.genlabel.data.ComposedName;
import org.genlabel.data.catalog.DataSettings;
import org.genlabel.data.format.ReadingSettings;

/** The keys that say how data files are read, for all files and for single ones. */
final class DataKeys {
  private static final String GROUP = "data";

  private static final String CLASS = "class";
  private static final String CLASS_VALUES = "class-values";
  private static final String SEPARATOR = "separator";
  private static final String DECIMAL = "decimal";
  private static final String MISSING = "missing";
  private static final String IGNORE = "ignore";
  private static final String ENCODING = "encoding";

  private static final String AUTO = "auto";
  private static final String NAMES = "names";
  private static final String EXACT = "exact";

  private static final Map<String, Character> SEPARATORS = new LinkedHashMap<>();
  private static final Map<String, Character> DECIMAL_MARKS = new LinkedHashMap<>();

  /** How the settings are written in a run's identity: HOCON, by key. */
  private static final Map<String, Function<ReadingSettings, String>> TEXTS = new TreeMap<>();

  static {
    SEPARATORS.put("comma", ',');
    SEPARATORS.put("semicolon", ';');
    SEPARATORS.put("tab", '\t');
    SEPARATORS.put("bar", '|');
    SEPARATORS.put("blank", ' ');

    DECIMAL_MARKS.put("point", '.');
    DECIMAL_MARKS.put("comma", ',');

    TEXTS.put(CLASS, settings -> ConfigUtil.quoteString(settings.classColumn().orElse("")));
    TEXTS.put(CLASS_VALUES, settings -> settings.exactClasses() ? EXACT : NAMES);
    TEXTS.put(SEPARATOR, settings -> text(settings.separator(), SEPARATORS));
    TEXTS.put(DECIMAL, settings -> text(settings.decimalMark(), DECIMAL_MARKS));
    TEXTS.put(MISSING, settings -> text(settings.missing()));
    TEXTS.put(IGNORE, settings -> text(settings.ignored()));
    TEXTS.put(ENCODING, settings -> settings.encoding().map(Charset::name).orElse(AUTO));
  }

  private DataKeys() {}

  /**
   * Reads the keys.
   *
   * @throws InvalidConfigException on a value that is not allowed
   */
  static DataSettings read(ConfigReader reader) {
    Map<String, ReadingSettings> byName = new TreeMap<>();
    for (String name : reader.namesOfFiles()) {
      String group = ConfigReader.pathOfFile(name);
      ReadingSettings before = byName.put(ComposedName.of(name), settings(reader, group + "."));
      if (before != null) {
        throw reader.invalid(
            group, "one group; the same name, in another Unicode form, has one already");
      }
    }
    return new DataSettings(settings(reader, GROUP + "."), byName);
  }

  private static ReadingSettings settings(ConfigReader reader, String group) {
    List<String> words = List.of(NAMES, EXACT);
    return new ReadingSettings(
        Optional.of(reader.text(group + CLASS).strip()).filter(name -> !name.isEmpty()),
        reader.choice(group + CLASS_VALUES, words).equals(EXACT),
        separator(reader, group + SEPARATOR),
        decimalMark(reader, group + DECIMAL),
        // An empty cell is missing anyway.
        reader.texts(group + MISSING).stream()
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .distinct()
            .toList(),
        ignored(reader, group + IGNORE),
        encoding(reader, group + ENCODING));
  }

  private static Optional<Character> separator(ConfigReader reader, String path) {
    String text = reader.text(path);
    // A blank or a tab alone is a separator, and must not be stripped.
    String word = text.length() == 1 ? text : text.strip();
    if (word.equals(AUTO)) {
      return Optional.empty();
    }
    if (SEPARATORS.containsKey(word)) {
      return Optional.of(SEPARATORS.get(word));
    }
    if (word.length() != 1 || !canSeparate(word.charAt(0))) {
      throw reader.invalid(
          path,
          "one of auto, "
              + String.join(", ", SEPARATORS.keySet())
              + ", or another character that is part of no number, name or quotation");
    }
    return Optional.of(word.charAt(0));
  }

  private static boolean canSeparate(char character) {
    boolean printable = (character >= ' ' && character < 0x7F) || character == '\t';
    return printable && !Character.isLetterOrDigit(character) && "\"'.+-".indexOf(character) < 0;
  }

  private static Optional<Character> decimalMark(ConfigReader reader, String path) {
    String word = reader.text(path).strip();
    if (word.equals(AUTO)) {
      return Optional.empty();
    }
    if (DECIMAL_MARKS.containsKey(word)) {
      return Optional.of(DECIMAL_MARKS.get(word));
    }
    if (word.length() != 1 || !DECIMAL_MARKS.containsValue(word.charAt(0))) {
      throw reader.invalid(path, "one of auto, " + String.join(", ", DECIMAL_MARKS.keySet()));
    }
    return Optional.of(word.charAt(0));
  }

  private static List<String> ignored(ConfigReader reader, String path) {
    List<String> names = reader.texts(path).stream().map(String::strip).distinct().toList();
    if (names.contains("")) {
      throw reader.invalid(path, "names of columns, or [] for none");
    }
    return names;
  }

  private static Optional<Charset> encoding(ConfigReader reader, String path) {
    String name = reader.text(path).strip();
    if (name.equals(AUTO)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw reader.invalid(
          path,
          "auto, or an encoding that Java knows, as are UTF-8, UTF-16, windows-1252, ISO-8859-1,"
              + " ISO-8859-15, windows-1250, windows-1251, Shift_JIS, GB18030, Big5, EUC-KR");
    }
  }

  /**
   * Returns the entries of a run's identity: only the keys that are not at their defaults, so that
   * runs from before the keys existed are the same studies.
   */
  static SortedMap<String, String> identity(DataSettings data) {
    SortedMap<String, String> identity = new TreeMap<>();
    TEXTS.forEach(
        (key, text) -> {
          String automatic = text.apply(ReadingSettings.AUTOMATIC);
          String common = text.apply(data.common());
          if (!common.equals(automatic)) {
            identity.put(GROUP + "." + key, common);
          }
          data.byName()
              .forEach(
                  (name, settings) -> {
                    String own = text.apply(settings);
                    // One that is common has an entry too: for a dataset of the catalog only its
                    // own group counts.
                    if (!own.equals(common) || !own.equals(automatic)) {
                      identity.put(ConfigReader.pathOfFile(name) + "." + key, own);
                    }
                  });
        });
    return identity;
  }

  private static String text(Optional<Character> character, Map<String, Character> words) {
    if (character.isEmpty()) {
      return AUTO;
    }
    return words.entrySet().stream()
        .filter(word -> word.getValue().equals(character.get()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(() -> ConfigUtil.quoteString(character.get().toString()));
  }

  private static String text(List<String> texts) {
    return texts.stream().map(ConfigUtil::quoteString).collect(Collectors.joining(",", "[", "]"));
  }
}
