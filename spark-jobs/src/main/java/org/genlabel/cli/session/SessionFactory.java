package org.genlabel.cli.session;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkThrowable;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.genlabel.experiment.config.InvalidConfigException;

/**
 * Creates the Spark session: under spark-submit with its settings, otherwise with working defaults.
 */
public final class SessionFactory {
  private static final String LOCAL = "local[*]";
  private static final Pattern MASTER =
      Pattern.compile(
          "local|local\\[(\\*|[1-9][0-9]{0,3})(, *[0-9]{1,4})?\\]"
              + "|local-cluster\\[[1-9][0-9]{0,3} *, *[1-9][0-9]{0,3} *, *[0-9]{1,6}\\]"
              + "|spark://[^/:]+:[0-9]{1,5}(,[^/:]+:[0-9]{1,5})*|yarn|k8s://.+");

  private SessionFactory() {}

  /**
   * Starts Spark without its UI, for a command that ends before the UI could be used.
   *
   * @param application what the Spark UI of a cluster calls the program
   * @param master a master URL; null: spark-submit's, or local[*]
   */
  public static SparkSession startBriefly(String application, String master) {
    return start(
        settings(new SparkConf().setIfMissing("spark.ui.enabled", "false"), application, master));
  }

  /**
   * Starts Spark.
   *
   * @param application what the Spark UI calls the program
   * @param master a master URL; null: spark-submit's, or local[*]
   */
  public static SparkSession start(String application, String master) {
    return start(settings(application, master));
  }

  /**
   * Builds the configuration of a session without starting it.
   *
   * @param application what the Spark UI calls the program
   * @param master a master URL; null: spark-submit's, or local[*]
   * @throws InvalidConfigException if there is no such kind of master
   */
  public static SparkConf settings(String application, String master) {
    return settings(new SparkConf(), application, master);
  }

  /** Returns the Hadoop configuration of a session with these settings. */
  public static Configuration hadoop(SparkConf settings) {
    return SparkHadoopUtil.get().newConfiguration(settings);
  }

  private static SparkConf settings(SparkConf conf, String application, String master) {
    conf.setAppName(application);
    if (master != null) {
      conf.setMaster(master);
    } else {
      conf.setIfMissing("spark.master", LOCAL);
    }
    String url = conf.get("spark.master");
    if (!MASTER.matcher(url).matches()) {
      throw new InvalidConfigException(
          "--master "
              + url
              + ": must be local, local[N] with N up to 9999, local[*],"
              + " local-cluster[N,CORES,MEGABYTES], spark://HOST:PORT, yarn or k8s://URL");
    }
    boolean inThisProcess = url.equals("local") || url.startsWith("local[");
    if (!inThisProcess) {
      conf.setIfMissing("spark.jars", applicationJar());
    }
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    // Prometheus metrics are opt-in; Spark's UI would serve them otherwise.
    conf.setIfMissing("spark.ui.prometheus.enabled", "false");
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    // Timestamps come as instants, which print in UTC, and not in the local time zone.
    conf.setIfMissing("spark.sql.datetime.java8API.enabled", "true");
    // The tables are small; 200 shuffle partitions would be 200 tasks for nothing.
    conf.setIfMissing("spark.sql.shuffle.partitions", "4");
    conf.setIfMissing(
        "spark.sql.warehouse.dir",
        Path.of(System.getProperty("java.io.tmpdir"), "spark-warehouse").toUri().toString());
    return inThisProcess ? new LoopbackConf(conf) : conf;
  }

  /**
   * Starts Spark with settings of {@link #settings}.
   *
   * @throws InvalidConfigException if the UI has no port, or the heap is too small for Spark
   */
  public static SparkSession start(SparkConf conf) {
    UiPort.choose(conf);
    // First, and with the original loader, by which executors in this process load their classes.
    startContext(conf);
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    thread.setContextClassLoader(new NoExtensionsClassLoader(loader));
    try {
      // Named, because SparkSession.builder() looks for this one by Scala's reflection, which takes
      // a seventh of a short command's time.
      return org.apache.spark.sql.classic.SparkSession.builder().config(conf).getOrCreate();
    } finally {
      thread.setContextClassLoader(loader);
    }
  }

  private static void startContext(SparkConf conf) {
    try {
      SparkContext.getOrCreate(conf);
    } catch (IllegalArgumentException e) {
      if (e instanceof SparkThrowable named
          && "INVALID_DRIVER_MEMORY".equals(named.getCondition())) {
        throw new InvalidConfigException(
            (Runtime.getRuntime().maxMemory() >> 20)
                + " MB of heap are too few for Spark, which needs at least "
                + (Long.parseLong(named.getMessageParameters().get("minSystemMemory")) >> 20)
                + " (GENLABEL_MEMORY=1g gives more)",
            e);
      }
      throw e;
    }
  }

  /**
   * Makes Spark interpret queries from now on instead of compiling them: a few thousand rows take a
   * fraction of the time to load Spark's compiler and to compile a query.
   */
  public static void interpretQueries(SparkSession spark) {
    spark.conf().set("spark.sql.codegen.wholeStage", false);
    spark.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    spark.conf().set("spark.sql.adaptive.enabled", false);
  }

  private static String applicationJar() {
    try {
      return Path.of(
              SessionFactory.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the application jar has no usable location", e);
    }
  }
}
