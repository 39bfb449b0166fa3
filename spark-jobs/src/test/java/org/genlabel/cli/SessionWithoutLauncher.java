package org.genlabel.cli;

import java.io.IOException;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.genlabel.cli.session.SessionFactory;

/**
 * Starts Spark as {@code genlabel run} does, and prints the UI's URL and the addresses that are
 * listened on.
 */
public final class SessionWithoutLauncher {
  private SessionWithoutLauncher() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, String> before = ListeningSockets.addresses();
    try (SparkSession spark = SessionFactory.start("test", "local[2]")) {
      Map<String, String> opened = ListeningSockets.addresses();
      opened.keySet().removeAll(before.keySet());
      System.out.println("ui " + spark.sparkContext().uiWebUrl().get());
      opened.values().forEach(address -> System.out.println("listening " + address));
    }
  }
}
