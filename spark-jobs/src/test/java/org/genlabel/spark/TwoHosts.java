package org.genlabel.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;

/**
 * A standalone cluster of two workers with a core each, which Spark treats as two machines. A local
 * cluster is one machine, and Spark does not run a second copy of a task on the machine of the
 * first. Master and workers are threads of this process, executors are processes.
 */
final class TwoHosts implements AutoCloseable {
  private static final int MEGABYTES = 1024;

  private final RpcEnv master;
  private final List<RpcEnv> workers;

  /**
   * Starts it.
   *
   * @param folder for what executors leave
   */
  TwoHosts(Path folder) {
    SparkConf conf =
        new SparkConf()
            .set("spark.master.rest.enabled", "false")
            .set("spark.shuffle.service.enabled", "false");
    master = Master.startRpcEnvAndEndpoint("127.0.0.1", 0, 0, conf)._1();
    workers =
        Stream.of("127.0.0.1", "127.0.0.2")
            .map(
                host ->
                    Worker.startRpcEnvAndEndpoint(
                        host,
                        0,
                        0,
                        1,
                        MEGABYTES,
                        new String[] {url()},
                        folder.resolve(host).toString(),
                        Option.empty(),
                        conf,
                        Option.empty()))
            .toList();
  }

  /** Returns the master's URL. */
  String url() {
    return master.address().toSparkURL();
  }

  /** Sends a signal, STOP for instance, to the process of an executor. */
  static void signal(String name, String executorId) {
    try {
      for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
        // The operating system's text: Java cuts long command lines.
        String command =
            Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        if (command.contains("\0--executor-id\0" + executorId + "\0")) {
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("executor " + executorId + " cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Stream.concat(workers.stream(), Stream.of(master))
        .forEach(
            part -> {
              part.shutdown();
              part.awaitTermination();
            });
  }
}
