package org.genlabel.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.genlabel.cli.ListeningSockets;
import org.genlabel.cli.ProcessRun;
import org.genlabel.cli.SessionWithoutLauncher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopbackConfTest {
  private static final String LISTENING = "listening ";

  @TempDir private Path folder;

  @BeforeEach
  void requireLinux() {
    assumeTrue(ListeningSockets.areKnown(), "only Linux tells the sockets of a process");
  }

  @Test
  void aLocalSessionThatNoLauncherStartedListensOnTheLoopbackAddressOnly()
      throws IOException, InterruptedException {
    List<String> lines = linesOf(SessionWithoutLauncher.class);

    String ui = lines.stream().filter(line -> line.startsWith("ui ")).findFirst().orElseThrow();
    assertThat(ui).startsWith("ui http://127.0.0.1:");
    int uiPort = Integer.parseInt(ui.substring(ui.lastIndexOf(':') + 1));
    List<String> addresses =
        lines.stream()
            .filter(line -> line.startsWith(LISTENING))
            .map(line -> line.substring(LISTENING.length()))
            .toList();
    assertThat(addresses)
        .anyMatch(address -> address.endsWith(hexadecimal(uiPort)))
        .allMatch(ListeningSockets::isLoopback);
  }

  /** In a process of its own, which Spark would end. */
  @Test
  void aSessionTakesAnyPortWhereThoseOfTheUiAreNotFree() throws IOException, InterruptedException {
    TakenPorts taken = TakenPorts.ofSparkUi();
    try {
      assertThat(linesOf(SessionWithoutLauncher.class))
          .anyMatch(line -> line.matches("ui http://127.0.0.1:\\d+"))
          .noneMatch(line -> line.matches("ui http://127.0.0.1:40[45]\\d"));
    } finally {
      taken.close();
    }
  }

  /**
   * Returns the output of a class in a separate Java process whose environment names no address.
   */
  private List<String> linesOf(Class<?> main) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-javaagent"))
        .forEach(command::add);
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            main.getName()));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.remove("SPARK_LOCAL_IP");
    ProcessRun run = ProcessRun.of(folder, environment, command);
    assertThat(run.exitCode()).as(run.errors()).isZero();
    return run.outLines();
  }

  @Test
  void aSocketOnAllAddressesWouldBeNoticed() throws IOException {
    assertThat(isLoopback(new ServerSocket(0))).isFalse();
    assertThat(isLoopback(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()))).isTrue();
    assertThat(ListeningSockets.isLoopback("00000000:0FC8")).isFalse();
    assertThat(ListeningSockets.isLoopback("0100007F:0FC8")).isTrue();
    assertThat(ListeningSockets.isLoopback("0101A8C0:0FC8")).isFalse();
    assertThat(ListeningSockets.isLoopback("00000000000000000000000001000000:0FC8")).isTrue();
  }

  private static boolean isLoopback(ServerSocket socket) throws IOException {
    try (socket) {
      String port = hexadecimal(socket.getLocalPort());
      return ListeningSockets.addresses().values().stream()
          .filter(address -> address.endsWith(port))
          .findFirst()
          .map(ListeningSockets::isLoopback)
          .orElseThrow();
    }
  }

  @Test
  void addressesThatAreConfiguredStay() {
    SparkConf conf =
        new LoopbackConf(
            new SparkConf(false)
                .set("spark.driver.bindAddress", "127.0.0.2")
                .set("spark.app.name", "x"));

    assertThat(conf.get("spark.driver.bindAddress")).isEqualTo("127.0.0.2");
    assertThat(conf.get("spark.driver.host")).isEqualTo("127.0.0.1");
    assertThat(conf.clone()).isInstanceOf(LoopbackConf.class);
    assertThat(conf.clone().get("spark.app.name")).isEqualTo("x");
    assertThat(conf.getenv("PATH")).isEqualTo(System.getenv("PATH"));
  }

  private static String hexadecimal(int port) {
    return String.format(Locale.ROOT, ":%04X", port);
  }
}
