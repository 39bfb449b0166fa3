package org.genlabel.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.genlabel.simd.Kernels;

/**
 * The machine that the program runs on.
 *
 * @param processor model name as reported by the operating system
 * @param cores number of cores available to this JVM
 * @param heapBytes maximum size of the heap
 * @param java name and version of the JVM
 */
public record Machine(String processor, int cores, long heapBytes, String java) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final double GIGABYTE = 1L << 30;

  /** Describes this machine. */
  public static Machine describe() {
    Runtime runtime = Runtime.getRuntime();
    return new Machine(
        model().orElse(System.getProperty("os.arch") + " processor"),
        runtime.availableProcessors(),
        runtime.maxMemory(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
  }

  private static Optional<String> model() {
    try {
      return model(Files.readString(CPU_INFO, StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Only Linux has this file.
      return Optional.empty();
    }
  }

  /** Extracts the processor's model name from the contents of Linux's /proc/cpuinfo. */
  static Optional<String> model(String cpuInfo) {
    return cpuInfo
        .lines()
        .filter(line -> line.startsWith("model name") && line.indexOf(':') >= 0)
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  /** Returns the description with the current time, in one line. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, heap %.1f GB, %s, %s; %s",
        processor,
        cores,
        heapBytes / GIGABYTE,
        java,
        Kernels.all().get(0).description(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }
}
