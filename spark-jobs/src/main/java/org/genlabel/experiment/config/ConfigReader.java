package org.genlabel.experiment.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.io.File;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Reads typed values of a HOCON configuration against a file of defaults that lists every key. An
 * error is one line with the location of the value.
 */
final class ConfigReader {
  private static final int MOST_EDITS_OF_A_TYPO = 3;
  private static final int LONGEST_KEY = 60;
  private static final int LONGEST_VALUE = 60;
  private static final int LONGEST_SETTING = 300;
  // Stricter than BigDecimal, which accepts digits of other scripts, and a million of them.
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9.]{1,100}([eE][+-]?[0-9]{1,9})?");
  private static final int MOST_NUMBERS = 1000;
  private static final String TOO_DEEP =
      ": nested too deeply, or too many lines that add to one value; a configuration has groups of"
          + " keys, and lists";

  private static final String DATA = "data";
  private static final String FILES = "files";
  private static final String PATH = "path";
  // Stands for the names of files where a message lists keys.
  private static final String NAME = "NAME";

  private final Config config;

  private ConfigReader(Config config) {
    this.config = config;
  }

  /**
   * Reads a configuration file and settings of the command line over the defaults.
   *
   * @param file the configuration file
   * @param settings {@code key=value} each, later ones win
   * @param defaults every key there is
   * @throws InvalidConfigException on a syntax error or an unknown key
   */
  static ConfigReader of(File file, List<String> settings, Config defaults) {
    if (!file.exists()) {
      throw new InvalidConfigException(file + ": no such configuration file");
    }
    ConfigLimits limits = new ConfigLimits();
    limits.addFile(file);
    try {
      Config merged =
          ConfigFactory.parseFile(
              file,
              ConfigParseOptions.defaults()
                  .setAllowMissing(false)
                  .setSyntax(ConfigSyntax.CONF)
                  .setIncluder(new RequiredIncludes(file.toString(), limits)));
      for (String setting : settings) {
        merged = parseSetting(setting, limits).withFallback(merged);
      }
      merged = merged.resolveWith(merged.withFallback(defaults), ConfigResolveOptions.noSystem());
      return over(defaults, merged);
    } catch (ConfigException e) {
      throw syntaxError(file, e);
    } catch (StackOverflowError e) {
      throw new InvalidConfigException(file + TOO_DEEP, e);
    }
  }

  /**
   * Reads some values of a configuration over the defaults.
   *
   * @param values HOCON, by key
   * @param origin where they come from, for errors
   * @throws InvalidConfigException on a syntax error or an unknown key
   */
  static ConfigReader of(Map<String, String> values, String origin, Config defaults) {
    Config merged = ConfigFactory.empty();
    for (Map.Entry<String, String> value : values.entrySet()) {
      try {
        merged = parsed(value.getKey() + "=" + value.getValue(), origin).withFallback(merged);
      } catch (ConfigException | StackOverflowError e) {
        throw new InvalidConfigException(
            origin
                + ": "
                + abbreviate(value.getKey() + " = " + value.getValue())
                + ": must be a value as a run writes it",
            e);
      }
    }
    if (!merged.isResolved()) {
      throw new InvalidConfigException(
          origin + ": a substitution ${...}; only values as a run writes them are allowed");
    }
    return over(defaults, merged);
  }

  /**
   * Checks the keys of a configuration and lays it over the defaults. What the group of a single
   * file leaves out is as for all files.
   */
  private static ConfigReader over(Config defaults, Config merged) {
    Config known = defaults.withValue(pathOfFile(NAME), forFiles(defaults));
    Set<String> names = namesOfFiles(merged);
    for (String name : names) {
      known = known.withValue(pathOfFile(name), forFiles(defaults));
    }
    checkKeys(merged.root(), "", known);
    Config all = merged.withFallback(defaults);
    ConfigObject common = forFiles(all);
    for (String name : names) {
      String path = pathOfFile(name);
      ConfigObject own = all.getObject(path);
      all = all.withValue(path, own.withFallback(common).withOrigin(own.origin()));
    }
    return new ConfigReader(all);
  }

  /** Returns the keys that a single file can have too. */
  private static ConfigObject forFiles(Config config) {
    return config.getObject(DATA).withoutKey(PATH).withoutKey(FILES);
  }

  /** Returns the names of files that have a group of their own; the groups may be malformed. */
  private static Set<String> namesOfFiles(Config config) {
    return config.root().get(DATA) instanceof ConfigObject data
            && data.get(FILES) instanceof ConfigObject files
        ? new TreeSet<>(files.keySet())
        : Set.of();
  }

  /** Returns the path of the group of a file. */
  static String pathOfFile(String name) {
    return ConfigUtil.joinPath(DATA, FILES, name);
  }

  /** Returns the names of files that have a group of their own, sorted. */
  Set<String> namesOfFiles() {
    return namesOfFiles(config);
  }

  private static Config parsed(String text, String origin) {
    return ConfigFactory.parseString(
        text,
        ConfigParseOptions.defaults()
            .setOriginDescription(origin)
            .setIncluder(new NoIncludes(origin)));
  }

  private static Config parseSetting(String setting, ConfigLimits limits) {
    String shown = abbreviate("--set " + setting.replaceAll("\\s+", " "), LONGEST_SETTING);
    limits.addText(shown, setting);
    int equals = setting.indexOf('=');
    if (equals <= 0) {
      throw new InvalidConfigException(shown + ": not of the form key=value");
    }
    try {
      return parsed(setting, shown);
    } catch (StackOverflowError e) {
      throw new InvalidConfigException(shown + TOO_DEEP, e);
    } catch (ConfigException e) {
      throw new InvalidConfigException(
          shown
              + ": not readable as key=value; quote a value with special characters, as in key=\"a"
              + " b\"",
          e);
    }
  }

  private static InvalidConfigException syntaxError(File file, ConfigException e) {
    ConfigOrigin origin = e.origin();
    String place = origin == null ? file.toString() : place(origin);
    String message = e.getMessage();
    // The library's message repeats the location and has line breaks.
    if (origin != null && message.startsWith(origin.description() + ": ")) {
      message = message.substring(origin.description().length() + 2);
    }
    return new InvalidConfigException(
        place + ": " + abbreviate(message.replaceAll("\\s+", " "), LONGEST_SETTING), e);
  }

  private static void checkKeys(ConfigObject object, String prefix, Config defaults) {
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String path = prefix + ConfigUtil.joinPath(entry.getKey());
      ConfigValue value = entry.getValue();
      if (!defaults.hasPathOrNull(path)) {
        throw new InvalidConfigException(
            place(value.origin())
                + ": unknown key '"
                + abbreviate(path)
                + "'; "
                + suggestion(path, defaults));
      }
      boolean isGroup = defaults.getValue(path) instanceof ConfigObject;
      if (isGroup && !(value instanceof ConfigObject)) {
        throw new InvalidConfigException(
            place(value.origin())
                + ": '"
                + path
                + "' is a group of keys, not a value; "
                + allowedBelow(path, defaults));
      }
      if (!isGroup && value instanceof ConfigObject) {
        throw new InvalidConfigException(
            place(value.origin()) + ": key '" + path + "' takes a value, not a group of keys");
      }
      if (isGroup) {
        checkKeys((ConfigObject) value, path + ".", defaults);
      }
    }
  }

  private static String suggestion(String path, Config defaults) {
    String nearest = null;
    int edits = MOST_EDITS_OF_A_TYPO + 1;
    Set<String> all =
        path.length() > LONGEST_KEY
            ? Set.of()
            : new TreeSet<>(defaults.entrySet().stream().map(Map.Entry::getKey).toList());
    for (String known : all) {
      int distance = LevenshteinDistance.getDefaultInstance().apply(path, known);
      if (distance < edits) {
        edits = distance;
        nearest = known;
      }
    }
    if (nearest != null) {
      return "did you mean '" + nearest + "'?";
    }
    List<String> keys = ConfigUtil.splitPath(path);
    String group = keys.size() < 2 ? "" : ConfigUtil.joinPath(keys.subList(0, keys.size() - 1));
    return allowedBelow(group, defaults);
  }

  private static String allowedBelow(String group, Config defaults) {
    boolean known = !group.isEmpty() && defaults.hasPath(group);
    ConfigObject object = known ? defaults.getObject(group) : defaults.root();
    String where = known ? "keys of '" + group + "' are " : "groups are ";
    return where + String.join(", ", new TreeSet<>(object.keySet()));
  }

  /** Returns "file:line", or the command line's setting. */
  private static String place(ConfigOrigin origin) {
    if (origin.filename() != null) {
      return origin.filename() + ":" + origin.lineNumber();
    }
    String description = origin.description();
    int colon = description.lastIndexOf(": ");
    return colon < 0 ? description : description.substring(0, colon);
  }

  private InvalidConfigException invalid(ConfigValue value, String path, String allowed) {
    String text = value.render(ConfigRenderOptions.concise());
    return new InvalidConfigException(
        place(value.origin()) + ": " + path + " = " + abbreviate(text) + ": must be " + allowed);
  }

  private static String abbreviate(String text) {
    return abbreviate(text, LONGEST_VALUE);
  }

  private static String abbreviate(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
  }

  /**
   * Returns the value of a key that the defaults have; the library's lookup rejects null without a
   * location.
   */
  private ConfigValue value(String path) {
    ConfigValue value = config.root();
    for (String key : ConfigUtil.splitPath(path)) {
      value = ((ConfigObject) value).get(key);
    }
    return value;
  }

  /** Reads a whole number between bounds, inclusive. */
  long wholeNumber(String path, long least, long largest) {
    ConfigValue value = value(path);
    Optional<BigDecimal> number = number(value);
    boolean valid =
        number.isPresent()
            && number.get().compareTo(BigDecimal.valueOf(least)) >= 0
            && number.get().compareTo(BigDecimal.valueOf(largest)) <= 0
            && number.get().stripTrailingZeros().scale() <= 0;
    if (!valid) {
      throw invalid(value, path, "a whole number between " + least + " and " + largest);
    }
    return number.get().longValueExact();
  }

  /** Reads a number between bounds; the lower one is inclusive if allowed, the upper one always. */
  double number(String path, double least, boolean leastAllowed, double largest) {
    return checkedNumber(value(path), path, least, leastAllowed, largest);
  }

  /**
   * Reads a number between bounds, inclusive; empty if the value is a certain word.
   *
   * @param word the word allowed in place of a number
   */
  OptionalDouble numberUnless(String path, String word, double least, double largest) {
    ConfigValue value = value(path);
    if (value.unwrapped() instanceof String text && text.strip().equals(word)) {
      return OptionalDouble.empty();
    }
    Optional<Double> number = number(value).map(BigDecimal::doubleValue);
    if (number.isEmpty() || number.get() < least || number.get() > largest) {
      throw invalid(
          value, path, word + ", or a number from " + plain(least) + " up to " + plain(largest));
    }
    return OptionalDouble.of(number.get());
  }

  /**
   * Reads one or more different numbers between bounds; a single number counts as a list of one.
   */
  List<Double> numbers(String path, double least, boolean leastAllowed, double largest) {
    List<ConfigValue> elements = elements(path);
    if (elements.size() > MOST_NUMBERS) {
      throw invalid(path, "a list of at most " + MOST_NUMBERS + " values");
    }
    Set<Double> numbers = new LinkedHashSet<>();
    for (ConfigValue value : elements) {
      if (!numbers.add(checkedNumber(value, path, least, leastAllowed, largest))) {
        throw invalid(value, path, "different from the other values of the list");
      }
    }
    return List.copyOf(numbers);
  }

  private double checkedNumber(
      ConfigValue value, String path, double least, boolean leastAllowed, double largest) {
    Optional<Double> number = number(value).map(BigDecimal::doubleValue);
    boolean valid =
        number.isPresent()
            && (number.get() > least || (leastAllowed && number.get() == least))
            && number.get() <= largest;
    if (!valid) {
      throw invalid(
          value,
          path,
          "a number "
              + (leastAllowed ? "from " : "above ")
              + plain(least)
              + " up to "
              + plain(largest));
    }
    return number.get();
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  // A value in quotes, or one assembled by substitutions, can be a number too.
  private static Optional<BigDecimal> number(ConfigValue value) {
    return switch (value.valueType()) {
      case NUMBER, STRING -> decimal(value.unwrapped().toString());
      case BOOLEAN, LIST, NULL, OBJECT -> Optional.empty();
    };
  }

  private static Optional<BigDecimal> decimal(String text) {
    String number = text.strip();
    if (!NUMBER.matcher(number).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(number));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Reads a word that is not blank. */
  String word(String path) {
    return word(value(path), path);
  }

  /**
   * Reads one or more words; a single one counts as a list of one. Numbers, such as ids of
   * datasets, are words too.
   */
  List<String> words(String path) {
    List<String> words = new ArrayList<>();
    for (ConfigValue value : elements(path)) {
      words.add(word(value, path));
    }
    return words;
  }

  private String word(ConfigValue value, String path) {
    boolean scalar =
        switch (value.valueType()) {
          case NUMBER, STRING -> true;
          case BOOLEAN, LIST, NULL, OBJECT -> false;
        };
    String word = scalar ? value.atKey("word").getString("word").strip() : "";
    if (word.isEmpty()) {
      throw invalid(value, path, "a name");
    }
    return word;
  }

  /** Reads a text or a number as text, just as it is written. */
  String text(String path) {
    return text(value(path), path);
  }

  /** Reads any number of texts, which may be numbers; a single one counts as a list of one. */
  List<String> texts(String path) {
    List<String> texts = new ArrayList<>();
    ConfigValue value = value(path);
    for (ConfigValue element : value instanceof ConfigList list ? list : List.of(value)) {
      texts.add(text(element, path));
    }
    return texts;
  }

  private String text(ConfigValue value, String path) {
    return switch (value.valueType()) {
      case NUMBER, STRING -> value.atKey("text").getString("text");
      case BOOLEAN, LIST, NULL, OBJECT -> throw invalid(value, path, "a text or a number");
    };
  }

  /** Reads one of several words. */
  String choice(String path, List<String> allowed) {
    String word = word(path);
    if (!allowed.contains(word)) {
      throw invalid(
          value(path),
          path,
          allowed.size() == 1 ? allowed.get(0) : "one of " + String.join(", ", allowed));
    }
    return word;
  }

  /** Returns the location and value of a key, for an error found later. */
  InvalidConfigException invalid(String path, String allowed) {
    return invalid(value(path), path, allowed);
  }

  private List<ConfigValue> elements(String path) {
    ConfigValue value = value(path);
    if (!(value instanceof ConfigList list)) {
      return List.of(value);
    }
    if (list.isEmpty()) {
      throw invalid(value, path, "a list of at least one value");
    }
    return List.copyOf(list);
  }
}
