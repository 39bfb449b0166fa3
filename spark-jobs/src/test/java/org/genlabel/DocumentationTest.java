package org.genlabel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.genlabel.train.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the pages name what there is, and the code of docs/adding.md compiles. */
class DocumentationTest {
  private static final Path HOME = Path.of(System.getProperty("genlabel.home", ".."));
  private static final Path SOURCES = HOME.resolve("spark-jobs/src/main/java");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  /** In code quotes, with a small letter somewhere: not a constant. */
  private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:\\.java)?`");

  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);$");
  private static final Pattern CLASS = Pattern.compile("(?m)^public final class (\\w+)");
  private static final Pattern ROW_OF = Pattern.compile("^// A row of ([\\w.]+)\\n");

  /** Classes of Java, endings of names, and words in data. */
  private static final Set<String> OTHER_NAMES =
      Set.of(
          "StrictMath",
          "ServiceLoader",
          "Util",
          "Helper",
          "Manager",
          "Impl",
          "True",
          "False",
          "None",
          "NaN",
          "Infinity");

  private static List<Path> pages() throws IOException {
    try (Stream<Path> folders =
        Stream.of("", "docs", "datasets").map(HOME::resolve).flatMap(DocumentationTest::children)) {
      return folders.filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  private static Stream<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void pagesAreFound() throws IOException {
    assertThat(pages().stream().map(page -> page.getFileName().toString()))
        .contains("README.md", "CONTRIBUTING.md", "adding.md", "method.md");
  }

  @Test
  void linksLeadToFilesAndHeadings() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      String text = CODE.matcher(Files.readString(page)).replaceAll("");
      for (MatchResult link : LINK.matcher(text).results().toList()) {
        String target = link.group(1);
        if (!target.matches("[a-z]+:.*") && !leadsSomewhere(page, target)) {
          broken.add(HOME.relativize(page) + ": " + target);
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Path page, String target) throws IOException {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
    return Files.exists(file)
        && (parts.length == 1 || anchors(Files.readString(file)).contains(parts[1]));
  }

  /** The anchors that a heading has on GitHub. */
  private static Set<String> anchors(String page) {
    Set<String> anchors = new HashSet<>();
    Matcher headings = HEADING.matcher(CODE.matcher(page).replaceAll(""));
    while (headings.find()) {
      anchors.add(
          headings
              .group(1)
              .strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\w\\- ]", "")
              .replace(' ', '-'));
    }
    return anchors;
  }

  @Test
  void classesThatPagesNameExist() throws IOException {
    Set<String> known = new HashSet<>(OTHER_NAMES);
    try (Stream<Path> sources = Files.walk(HOME.resolve("spark-jobs/src"))) {
      sources
          .map(source -> source.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .forEach(name -> known.add(name.substring(0, name.length() - ".java".length())));
    }
    snippets().keySet().forEach(file -> known.add(file.replaceAll(".*/|\\.java$", "")));
    Set<String> missing = new TreeSet<>();
    for (Path page : pages()) {
      // That of the datasets names theirs.
      if (page.startsWith(HOME.resolve("datasets"))) {
        continue;
      }
      String text = CODE.matcher(Files.readString(page)).replaceAll("");
      for (MatchResult name : CLASS_NAME.matcher(text).results().toList()) {
        if (!known.contains(name.group(1))) {
          missing.add(HOME.relativize(page) + ": " + name.group(1));
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  /**
   * Compiles every class of the page, and the tables with every row of the page.
   *
   * @param folder where they are written
   */
  @Test
  void theCodeOfAddingCompiles(@TempDir Path folder) throws IOException, URISyntaxException {
    Map<String, String> snippets = snippets();
    assertThat(snippets).hasSizeGreaterThanOrEqualTo(10);
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> snippet : snippets.entrySet()) {
      Path file = folder.resolve(snippet.getKey());
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, snippet.getValue()));
    }

    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    Path classes =
        Path.of(Scheme.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  errors,
                  manager,
                  null,
                  List.of(
                      "-proc:none",
                      "-nowarn",
                      "-d",
                      folder.toString(),
                      "-cp",
                      classes + File.pathSeparator + System.getProperty("java.class.path")),
                  null,
                  manager.getJavaFileObjects(files.toArray(Path[]::new)))
              .call();

      assertThat(compiled).as(errors.toString()).isTrue();
    }
  }

  /** The code of docs/adding.md by the files that it belongs to, tables with their new rows. */
  private static Map<String, String> snippets() throws IOException {
    Map<String, String> snippets = new TreeMap<>();
    String page = Files.readString(HOME.resolve("docs/adding.md"));
    for (MatchResult block : JAVA.matcher(page).results().toList()) {
      String code = block.group(1);
      Matcher row = ROW_OF.matcher(code);
      if (row.find()) {
        String file = row.group(1).replace('.', '/') + ".java";
        String table =
            snippets.containsKey(file)
                ? snippets.get(file)
                : Files.readString(SOURCES.resolve(file));
        snippets.put(file, withRow(table, code.substring(row.end())));
      } else {
        String type = only(PACKAGE, code) + "." + only(CLASS, code);
        snippets.put(type.replace('.', '/') + ".java", code);
      }
    }
    return snippets;
  }

  private static String only(Pattern pattern, String code) {
    return pattern
        .matcher(code)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.joining(" and "));
  }

  /** Adds a row, and the imports that stand above it, at the beginning of a table. */
  private static String withRow(String table, String code) {
    String imports = code.lines().filter(DocumentationTest::isImport).collect(joiningLines());
    String row = code.lines().filter(line -> !isImport(line)).collect(joiningLines());
    return table
        .replaceFirst("\nimport ", Matcher.quoteReplacement("\n" + imports + "import "))
        .replaceFirst("(public enum [^{]*\\{\n)", "$1" + Matcher.quoteReplacement(row));
  }

  private static boolean isImport(String line) {
    return line.startsWith("import ");
  }

  private static Collector<CharSequence, ?, String> joiningLines() {
    return Collectors.joining("\n", "", "\n");
  }
}
