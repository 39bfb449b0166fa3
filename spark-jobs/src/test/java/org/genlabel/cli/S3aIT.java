package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.genlabel.spark.SmallStudy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Datasets and results in an object store: a server on this machine that speaks S3's protocol. Only
 * with the Maven profile s3a, which has the server and the file system.
 */
class S3aIT {
  private static final String BUCKET = "genlabel-test";
  private static final long LONGEST_START_MILLIS = 90_000;

  @TempDir private static Path home;
  private static Process server;
  private static Map<String, String> settings = Map.of();
  private static RemoteStudy study;

  @BeforeAll
  static void startServer() throws IOException, InterruptedException {
    String jar = System.getProperty("genlabel.s3.server");
    assumeTrue(jar != null, "the S3 server comes with the Maven profile s3a");
    int port = freePort();
    String endpoint = "http://127.0.0.1:" + port;
    server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Installation.SHORT_LIVED,
                "-Xmx256m",
                "-Dhttp.port=" + port,
                "-Dserver.port=0",
                "-Dserver.address=127.0.0.1",
                "-Dcom.adobe.testing.s3mock.store.initial-buckets=" + BUCKET,
                "-Dcom.adobe.testing.s3mock.store.root="
                    + Files.createDirectory(home.resolve("s3")),
                "-jar",
                jar)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("server.log").toFile())
            .start();
    await(endpoint);
    settings =
        Map.of(
            "spark.hadoop.fs.s3a.endpoint", endpoint,
            "spark.hadoop.fs.s3a.endpoint.region", "us-east-1",
            "spark.hadoop.fs.s3a.path.style.access", "true",
            "spark.hadoop.fs.s3a.connection.ssl.enabled", "false",
            "spark.hadoop.fs.s3a.access.key", "test",
            "spark.hadoop.fs.s3a.secret.key", "test");
    // Spark takes its settings from here, as it does from spark-submit.
    settings.forEach(System::setProperty);
    SmallStudy local = new SmallStudy(Files.createDirectory(home.resolve("data")));
    study = new RemoteStudy(local, fileSystem(), "s3a://" + BUCKET);
  }

  @AfterAll
  static void stopServer() throws InterruptedException {
    settings.keySet().forEach(System::clearProperty);
    if (server != null) {
      server.destroyForcibly().waitFor();
    }
  }

  @Test
  void aStudyIsRunQueriedResumedAndStartedAnewThere() throws IOException {
    study.isResumedQueriedAndStartedAnew();
  }

  @Test
  void aBucketThatDoesNotExistIsOneLine() {
    CommandRun run = study.run("s3a://nowhere/results");

    assertThat(run.exitCode()).as(run.errors()).isEqualTo(2);
    assertThat(run.errorLinesAfterStart())
        .singleElement()
        .asString()
        .startsWith("genlabel: s3a://nowhere/results: ");
  }

  private static FileSystem fileSystem() throws IOException {
    Configuration configuration = new Configuration();
    settings.forEach(
        (key, value) -> configuration.set(key.substring("spark.hadoop.".length()), value));
    return FileSystem.get(URI.create("s3a://" + BUCKET), configuration);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void await(String endpoint) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + "/" + BUCKET)).build();
    long deadline = System.currentTimeMillis() + LONGEST_START_MILLIS;
    while (true) {
      try {
        HttpResponse<String> answer =
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // It does not listen yet.
        if (!server.isAlive()) {
          throw new IOException(Files.readString(home.resolve("server.log")), e);
        }
      }
      if (System.currentTimeMillis() > deadline) {
        throw new IOException(
            "the server did not start: " + Files.readString(home.resolve("server.log")));
      }
      Thread.sleep(100);
    }
  }
}
