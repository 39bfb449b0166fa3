package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.genlabel.data.SmallArff;
import org.genlabel.data.openml.FakeOpenMl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests fetches in a separate process that is stopped or killed. */
@Timeout(300)
class FetchInterruptionTest {
  @TempDir private Path home;

  @Test
  void aFetchThatIsStoppedLeavesNothing() throws Exception {
    Process process = stopInTheMiddle(Process::destroy);

    assertThat(process.exitValue()).isNotZero();
    assertThat(files()).isEmpty();
  }

  @Test
  void aFetchThatIsKilledLeavesNothing() throws Exception {
    stopInTheMiddle(Process::destroyForcibly);

    assertThat(files()).isEmpty();
  }

  /** The signals that end a process. */
  private interface End {
    void end(Process process);
  }

  private Process stopInTheMiddle(End end) throws IOException, InterruptedException {
    try (FakeOpenMl server = new FakeOpenMl()) {
      server.dataset(61, null, server.beginningThenSilence(SmallArff.TEXT));
      Path arguments = home.resolve("java-arguments");
      Files.writeString(
          arguments, "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + "\"");
      Process process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-XX:TieredStopAtLevel=1",
                  "@" + arguments,
                  Main.class.getName(),
                  "datasets",
                  "fetch",
                  "61",
                  "--config",
                  new File(System.getProperty("genlabel.home"), "conf/quick.conf").getPath(),
                  "--to",
                  home.resolve("target").toString(),
                  "--from",
                  server.url())
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("output").toFile())
              .start();
      while (server.dataAsked(61) == 0) {
        assertThat(process.isAlive()).as(() -> "the fetch goes on: " + output()).isTrue();
        Thread.sleep(20);
      }
      // Time to do something with the beginning of the data.
      Thread.sleep(500);
      end.end(process);
      assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
      return process;
    }
  }

  private String output() {
    try {
      return Files.readString(home.resolve("output"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("target"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
