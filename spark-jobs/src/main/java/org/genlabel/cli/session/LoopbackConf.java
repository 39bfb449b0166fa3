package org.genlabel.cli.session;

import org.apache.spark.SparkConf;

/**
 * Settings of a session in this process. Spark's UI listens on all addresses of the machine unless
 * the environment says otherwise, whatever the settings are; the launcher sets it, but not every
 * session is started by the launcher.
 */
final class LoopbackConf extends SparkConf {
  private static final long serialVersionUID = 1L;

  private static final String ADDRESS = "SPARK_LOCAL_IP";
  private static final String LOOPBACK = "127.0.0.1";

  LoopbackConf(SparkConf settings) {
    super(false);
    for (scala.Tuple2<String, String> setting : settings.getAll()) {
      set(setting._1(), setting._2());
    }
    setIfMissing("spark.driver.host", LOOPBACK);
    setIfMissing("spark.driver.bindAddress", LOOPBACK);
  }

  /** Returns the environment, with the loopback address where it names none. */
  @Override
  public String getenv(String name) {
    String value = super.getenv(name);
    return value == null && name.equals(ADDRESS) ? LOOPBACK : value;
  }

  // A context works with a copy of the settings it was given.
  @SuppressWarnings({"MethodDoesntCallSuperMethod", "CloneDeclaresCloneNotSupported"})
  @Override
  public SparkConf clone() {
    return new LoopbackConf(this);
  }
}
