package org.genlabel.cli.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.genlabel.experiment.config.InvalidConfigException;

/**
 * Chooses the port of Spark's UI before Spark does: where Spark finds none, it ends the process
 * without a message.
 */
final class UiPort {
  private static final String PORT = "spark.ui.port";
  private static final int DEFAULT_PORT = 4040;
  // Spark's own: how many ports after the first it tries.
  private static final int DEFAULT_RETRIES = 16;
  private static final int FIRST_OF_USERS = 1024;
  private static final int PORTS = 65536;

  private UiPort() {}

  /**
   * Leaves the choice to Spark where the port it would take, or one of those it tries next, is
   * free. Otherwise sets the port to 0, which stands for any that is free.
   *
   * @throws InvalidConfigException if the user has set a port and it is not free, or if the UI
   *     cannot listen on its address at all
   */
  static void choose(SparkConf conf) {
    if (!conf.getBoolean("spark.ui.enabled", true)) {
      return;
    }
    int first = conf.getInt(PORT, DEFAULT_PORT);
    int retries = first == 0 ? 0 : conf.getInt("spark.port.maxRetries", DEFAULT_RETRIES);
    Optional<String> failure = Optional.empty();
    for (int i = 0; i <= retries; i++) {
      failure = failureAt(conf, port(first, i));
      if (failure.isEmpty()) {
        return;
      }
    }
    if (conf.contains(PORT) && first != 0) {
      throw new InvalidConfigException(
          PORT
              + "="
              + first
              + ": "
              + failure.orElseThrow()
              + (retries == 0 ? "" : ", as at the " + retries + " ports after it")
              + "; set another, or 0 for any that is free");
    }
    failureAt(conf, 0)
        .ifPresent(
            reason -> {
              throw new InvalidConfigException(
                  "Spark's UI cannot listen on "
                      + conf.getenv("SPARK_LOCAL_IP")
                      + " (SPARK_LOCAL_IP): "
                      + reason);
            });
    conf.set(PORT, "0");
  }

  /** Returns the port that Spark tries after some others. */
  private static int port(int first, int others) {
    return first == 0
        ? 0
        : (first + others - FIRST_OF_USERS) % (PORTS - FIRST_OF_USERS) + FIRST_OF_USERS;
  }

  /** Returns why nothing can listen on a port; empty if something can. */
  private static Optional<String> failureAt(SparkConf conf, int port) {
    String address = conf.getenv("SPARK_LOCAL_IP");
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(
          address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }
}
