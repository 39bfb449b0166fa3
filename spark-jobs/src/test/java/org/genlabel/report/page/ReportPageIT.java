package org.genlabel.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.report.study.StudyReport;
import org.genlabel.report.study.StudyReportTest;
import org.genlabel.results.Manifest;
import org.genlabel.spark.TestSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/**
 * Tests the page of a report in a browser. Screenshots are written to {@code target/report-page}
 * for visual inspection.
 */
class ReportPageIT {
  private static final Path SCREENSHOTS = Path.of("target", "report-page");
  private static final String GAIN = "gain of genlabel-cv";

  @TempDir private static Path folder;
  private static ChromeDriver browser;

  @BeforeAll
  static void openBrowser() throws IOException {
    browser = Browser.start();
    SparkSession spark = TestSession.start("local[1]");
    try {
      StudyReport report =
          StudyReport.of(
              StudyReportTest.study().table(spark),
              StudyReportTest.manifest(Manifest.FINISHED),
              new DatasetCatalog());
      for (Map.Entry<String, byte[]> file : report.files().files().entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
    } finally {
      spark.stop();
    }
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  @BeforeEach
  void openPage() {
    Browser.wish(browser, "light");
    Browser.resize(browser, 1280, 900);
    browser.get(folder.resolve(PageFiles.PAGE).toUri().toString());
  }

  @Test
  void consoleIsEmpty() {
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    assertThat(browser.getTitle()).isEqualTo("GenLabel study hand-made");
  }

  private static WebElement header(String table, String column) {
    return browser.findElements(By.cssSelector("#" + table + " th")).stream()
        .filter(header -> header.getText().equals(column))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the values of a column from top to bottom, null for none. */
  private static List<Double> values(String table, String column) {
    List<String> texts = new ArrayList<>();
    Object found =
        browser.executeScript(
            "const table = document.getElementById(arguments[0]);const column ="
                + " [...table.tHead.rows[0].cells].findIndex((cell) => cell.textContent ==="
                + " arguments[1]);return [...table.tBodies[0].rows].filter((row) =>"
                + " !row.hidden).map((row) => row.cells[column].dataset.v);",
            table,
            column);
    ((List<?>) found).forEach(value -> texts.add((String) value));
    List<Double> values = new ArrayList<>();
    for (String text : texts) {
      values.add(text.isEmpty() ? null : Double.valueOf(text));
    }
    return values;
  }

  @Test
  void clickOnAHeaderSortsByTheValues() {
    List<Double> before = values("datasets", GAIN);
    WebElement header = header("datasets", GAIN);

    header.findElement(By.tagName("button")).click();

    List<Double> ascending = new ArrayList<>(before);
    Collections.sort(ascending);
    assertThat(values("datasets", GAIN)).isEqualTo(ascending).isNotEqualTo(before);
    assertThat(header.getAttribute("aria-sort")).isEqualTo("ascending");

    header.findElement(By.tagName("button")).click();

    Collections.reverse(ascending);
    assertThat(values("datasets", GAIN)).isEqualTo(ascending);
    assertThat(header.getAttribute("aria-sort")).isEqualTo("descending");
  }

  @Test
  void rowsWithoutAValueComeLastInEitherOrder() {
    WebElement button = header("datasets", "id").findElement(By.tagName("button"));

    button.click();
    assertThat(values("datasets", "id")).endsWith((Double) null).first().isNotNull();
    button.click();
    assertThat(values("datasets", "id")).endsWith((Double) null).first().isNotNull();
  }

  @Test
  void keyboardSortsToo() {
    WebElement button = header("costs", "seconds of one core").findElement(By.tagName("button"));

    button.sendKeys("\n");

    List<Double> ascending = new ArrayList<>(values("costs", "seconds of one core"));
    Collections.sort(ascending);
    assertThat(values("costs", "seconds of one core")).isEqualTo(ascending);
  }

  @Test
  void wordsAndChoicesFilterTheRows() {
    WebElement form = browser.findElement(By.cssSelector("form[data-table=datasets]"));
    assertThat(form.findElement(By.tagName("output")).getText()).isEqualTo("28 of 28 rows");

    form.findElement(By.tagName("input")).sendKeys("own data");
    assertThat(form.findElement(By.tagName("output")).getText()).isEqualTo("2 of 28 rows");
    assertThat(visibleRows("datasets")).hasSize(2).allMatch(row -> row.contains("my <own>"));

    form.findElement(By.xpath(".//select[@data-column='2']")).sendKeys("2");
    assertThat(form.findElement(By.tagName("output")).getText()).isEqualTo("1 of 28 rows");

    form.findElement(By.tagName("input")).sendKeys("nothing of the kind");
    assertThat(visibleRows("datasets")).isEmpty();
  }

  private static List<String> visibleRows(String table) {
    return browser.findElements(By.cssSelector("#" + table + " tbody tr")).stream()
        .filter(WebElement::isDisplayed)
        .map(WebElement::getText)
        .toList();
  }

  @Test
  void nothingIsWiderThanAPhone() throws IOException {
    Browser.resize(browser, 390, 844);

    long width = (Long) browser.executeScript("return document.documentElement.scrollWidth");

    assertThat(width).isLessThanOrEqualTo(390);
    keepScreenshot("phone");
  }

  @Test
  void pageAndPicturesFollowTheDarkColorScheme() throws IOException {
    keepScreenshot("desktop");
    Browser.wish(browser, "dark");

    assertThat(styleOf("body", "background-color")).isEqualTo("rgb(20, 24, 29)");
    assertThat(styleOf("#fig6-alpha-1 rect.ink-paper", "fill")).isEqualTo("rgb(20, 24, 29)");
    assertThat(styleOf("#fig6-alpha-1 text.ink-text", "fill")).isEqualTo("rgb(232, 237, 242)");
    keepScreenshot("dark");
  }

  private static String styleOf(String selector, String property) {
    return (String)
        browser.executeScript(
            "return"
                + " getComputedStyle(document.querySelector(arguments[0])).getPropertyValue(arguments[1])",
            selector,
            property);
  }

  @Test
  void everyPictureHasATextAlternative() {
    List<WebElement> pictures = browser.findElements(By.cssSelector("figure svg"));

    assertThat(pictures).hasSizeGreaterThan(8);
    for (WebElement picture : pictures) {
      assertThat(picture.getAriaRole()).isIn("img", "image");
      assertThat(picture.getAccessibleName()).hasSizeGreaterThan(40);
    }
  }

  @Test
  void headersAreHeadersOfColumns() {
    assertThat(browser.findElements(By.cssSelector("table"))).isNotEmpty();
    assertThat(browser.findElements(By.cssSelector("thead th:not([scope=col])"))).isEmpty();
    assertThat(browser.findElements(By.cssSelector("table:not(:has(caption))"))).isEmpty();
  }

  private static void keepScreenshot(String name) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    Files.write(SCREENSHOTS.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
  }
}
