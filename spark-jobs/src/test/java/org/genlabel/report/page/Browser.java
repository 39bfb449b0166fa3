package org.genlabel.report.page;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Starts and controls headless Chromium. */
final class Browser {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final String DRIVER = "chromedriver";
  private static final String REQUIRED = "genlabel.browser";

  private Browser() {}

  /**
   * Starts the browser. A test that needs it is skipped with a message if it is not installed,
   * unless the system property {@code genlabel.browser} is {@code required}.
   */
  static ChromeDriver start() {
    Optional<File> browser = BROWSERS.stream().flatMap(name -> onPath(name).stream()).findFirst();
    Optional<File> driver = onPath(DRIVER);
    if (!"required".equals(System.getProperty(REQUIRED))) {
      Assumptions.assumeTrue(
          browser.isPresent() && driver.isPresent(),
          "needs Chromium and its driver on the path (Debian: chromium chromium-driver)");
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.orElseThrow());
    // The sandbox does not work as root, and is not necessary for the project's pages.
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    return new ChromeDriver(
        new ChromeDriverService.Builder().usingDriverExecutable(driver.orElseThrow()).build(),
        options);
  }

  private static Optional<File> onPath(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> new File(folder, name))
        .filter(File::canExecute)
        .findFirst();
  }

  /** Sets the size of the page to that of a phone or a desktop. */
  static void resize(ChromeDriver browser, int width, int height) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** Sets the preferred color scheme, dark or light. */
  static void wish(ChromeDriver browser, String colorScheme) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
  }
}
