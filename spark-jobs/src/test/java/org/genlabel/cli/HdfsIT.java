package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.genlabel.spark.SmallStudy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Datasets and results on HDFS: one name node and one data node in this process. */
@EnabledForJreRange(
    max = JRE.JAVA_22,
    disabledReason = "Hadoop's servers of this version do not run on later Java")
class HdfsIT {
  private static final String RETRIES = "spark.hadoop.ipc.client.connect.max.retries";

  @TempDir private static Path home;
  private static MiniDFSCluster hdfs;
  private static RemoteStudy study;

  @BeforeAll
  static void startHdfs() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, home.resolve("hdfs").toString());
    hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    hdfs.waitClusterUp();
    SmallStudy local = new SmallStudy(Files.createDirectory(home.resolve("data")));
    study = new RemoteStudy(local, hdfs.getFileSystem(), hdfs.getURI().toString());
  }

  @AfterAll
  static void stopHdfs() {
    hdfs.shutdown();
  }

  @Test
  void aStudyIsRunQueriedResumedAndStartedAnewThere() throws IOException {
    study.isResumedQueriedAndStartedAnew();
  }

  @Test
  void anAddressWithoutAServerIsOneLine() {
    // Once is enough: by default a client tries for ten seconds.
    System.setProperty(RETRIES, "1");
    CommandRun run;
    try {
      run = study.run("hdfs://127.0.0.1:1/results");
    } finally {
      System.clearProperty(RETRIES);
    }

    assertThat(run.exitCode()).as(run.errors()).isEqualTo(2);
    assertThat(run.errorLinesAfterStart())
        .singleElement()
        .asString()
        .startsWith("genlabel: hdfs://127.0.0.1:1/results: ");
  }
}
