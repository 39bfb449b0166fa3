package org.genlabel.report.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.genlabel.report.plot.NoFontException;
import org.genlabel.report.plot.Picture;

/**
 * The files of a page: tables as CSV, pictures as SVG and PNG, and index.html last.
 *
 * @param files by name, in the order in which they are to be written
 * @param warnings messages about files that could not be made, with a remedy; empty if all could
 */
public record PageFiles(Map<String, byte[]> files, List<String> warnings) {
  /** The name of the file of the page. */
  public static final String PAGE = "index.html";

  public PageFiles {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    warnings = List.copyOf(warnings);
  }

  /**
   * Makes the files of a page.
   *
   * @param footer text of the page's footer
   */
  public static PageFiles of(HtmlPage page, String footer) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    List<String> warnings = new ArrayList<>();
    for (ReportTable table : page.tables()) {
      files.put(table.id() + ".csv", utf8(table.csv()));
    }
    page.pictures().forEach(picture -> files.put(picture.id() + ".svg", utf8(picture.svg())));
    try {
      files.putAll(pixels(page.pictures()));
    } catch (NoFontException e) {
      warnings.add("no PNG files: " + e.getMessage());
    }
    files.put(PAGE, utf8(page.html(footer, warnings.isEmpty())));
    return new PageFiles(files, warnings);
  }

  /** Makes the PNG files in parallel, since they are most of the work of a page. */
  private static Map<String, byte[]> pixels(List<Picture> pictures) {
    Map<String, byte[]> files = new ConcurrentSkipListMap<>();
    pictures.parallelStream().forEach(picture -> files.put(picture.id() + ".png", picture.png()));
    return files;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
