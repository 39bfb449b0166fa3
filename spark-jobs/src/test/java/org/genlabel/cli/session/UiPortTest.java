package org.genlabel.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.spark.SparkConf;
import org.genlabel.experiment.config.InvalidConfigException;
import org.junit.jupiter.api.Test;

class UiPortTest {
  private static SparkConf settings() {
    return new LoopbackConf(new SparkConf(false));
  }

  @Test
  void anyPortIsTakenWhereThoseThatSparkTriesAreNotFree() throws IOException {
    SparkConf conf = settings();

    TakenPorts taken = TakenPorts.ofSparkUi();
    try {
      UiPort.choose(conf);
    } finally {
      taken.close();
    }

    assertThat(conf.get("spark.ui.port")).isEqualTo("0");
  }

  @Test
  void aPortOfTheUsersOwnThatIsNotFreeIsRefused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SparkConf conf =
          settings()
              .set("spark.ui.port", Integer.toString(taken.getLocalPort()))
              .set("spark.port.maxRetries", "0");

      assertThatExceptionOfType(InvalidConfigException.class)
          .isThrownBy(() -> UiPort.choose(conf))
          .withMessageStartingWith("spark.ui.port=" + taken.getLocalPort() + ": ")
          .withMessageEndingWith("; set another, or 0 for any that is free");

      conf.set("spark.ui.enabled", "false");
      UiPort.choose(conf);
      assertThat(conf.get("spark.ui.port")).isEqualTo(Integer.toString(taken.getLocalPort()));
    }
  }

  @Test
  void aPortThatIsFreeIsLeftToSpark() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    SparkConf conf = settings().set("spark.ui.port", Integer.toString(free));

    UiPort.choose(conf);

    assertThat(conf.get("spark.ui.port")).isEqualTo(Integer.toString(free));
  }

  @Test
  void anAddressOfAnotherMachineIsRefused() {
    SparkConf conf =
        new SparkConf(false) {
          private static final long serialVersionUID = 1L;

          @Override
          public String getenv(String name) {
            return name.equals("SPARK_LOCAL_IP") ? "192.0.2.1" : super.getenv(name);
          }
        };

    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> UiPort.choose(conf))
        .withMessageStartingWith("Spark's UI cannot listen on 192.0.2.1 (SPARK_LOCAL_IP): ");
  }
}
