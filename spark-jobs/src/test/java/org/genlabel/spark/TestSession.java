package org.genlabel.spark;

import org.apache.spark.sql.SparkSession;

/** Spark for tests: without a UI, bound to this machine. */
public final class TestSession {
  private TestSession() {}

  /** Starts Spark, or hands out the session that is running. */
  public static SparkSession start(String master) {
    return builder(master).getOrCreate();
  }

  /** Returns a builder of a session for further settings. */
  public static org.apache.spark.sql.classic.SparkSession.Builder builder(String master) {
    // Named: SparkSession.builder() looks for it by reflection, a second of a test's start.
    return org.apache.spark.sql.classic.SparkSession.builder()
        .master(master)
        .appName("test")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.adaptive.enabled", "false")
        // As the commands do: compiling a query takes longer than a few hundred rows.
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config(
            "spark.sql.warehouse.dir",
            System.getProperty("java.io.tmpdir") + "/genlabel-test-warehouse");
  }
}
