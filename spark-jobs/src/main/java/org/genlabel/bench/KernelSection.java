package org.genlabel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.genlabel.density.DensityKind;
import org.genlabel.report.page.TextTable;
import org.genlabel.simd.KernelCall;
import org.genlabel.simd.KernelWorkload;
import org.genlabel.simd.Kernels;

/**
 * Compares the kernels with the peak rate of multiply-adds of this machine, measured in the same
 * run, and with their counterparts in plain Java.
 */
public final class KernelSection {
  private static final double WARM_UP_SECONDS = 1;
  // For a kernel that is compiled already and only changes its shape.
  private static final double WARM_UP_SECONDS_AGAIN = 0.2;
  // Few enough that HotSpot soon compiles the whole method, and not only its loop.
  private static final int ROUNDS = 500;
  private static final double SECONDS_OF_REPETITION = 0.1;
  private static final int REPETITIONS = 7;
  private static final int[] FEATURES = {1, 2, 3, 4, 5, 6, 8, 10, 15, 20};

  private final List<Kernels> all = Kernels.all();
  private final Kernels fastest = all.get(0);
  private final Kernels scalar = all.get(all.size() - 1);

  /** Measures everything; takes some minutes. */
  public void run(BenchOutput output) throws InterruptedException {
    output.section("Kernels");
    double peak = peak(output);
    products(peak, output);
    elements(output);
    crossOver(output);
  }

  /** Returns the peak of the fastest kernels in one thread, in operations per second. */
  private double peak(BenchOutput output) throws InterruptedException {
    TextTable table =
        new TextTable("of 1 thread", "multiply-adds", "threads", "GFLOP/s", "min..max");
    double peak = 0;
    double ofOneThread = 0;
    for (Kernels kernels : all) {
      for (int threads : IntStream.of(1, cores()).distinct().toArray()) {
        output.progress("peak of " + kernels.description() + ", threads: " + threads);
        Spread rate = multiplyAddRate(kernels, threads);
        ofOneThread = threads == 1 ? rate.median() : ofOneThread;
        // A peak is the highest rate attained: a disturbed repetition does not lower it.
        peak = threads == 1 && kernels == fastest ? rate.largest() : peak;
        Spread giga = rate.map(value -> value / 1e9);
        table.add(
            ratio(rate.median() / ofOneThread),
            kernels.description(),
            Integer.toString(threads),
            giga.medianText(),
            giga.rangeText());
      }
    }
    output.table(table);
    return peak;
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Returns the operations per second of all threads together. */
  private static Spread multiplyAddRate(Kernels kernels, int threads) throws InterruptedException {
    double seconds =
        Stopwatch.secondsOfCall(() -> kernels.multiplyAdds(ROUNDS), WARM_UP_SECONDS).median();
    long calls = (long) Math.ceil(SECONDS_OF_REPETITION / seconds);
    double operations = 2.0 * Kernels.MULTIPLY_ADDS_OF_ROUND * ROUNDS * calls * threads;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Double> rates = new ArrayList<>();
      for (int repetition = 0; repetition < REPETITIONS; repetition++) {
        rates.add(operations / secondsTogether(pool, threads, kernels, calls));
      }
      return Spread.of(rates);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Returns the seconds from the moment all threads are ready until the last has finished. */
  private static double secondsTogether(
      ExecutorService pool, int threads, Kernels kernels, long calls) throws InterruptedException {
    CountDownLatch present = new CountDownLatch(threads);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Float>> results = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      results.add(
          pool.submit(
              () -> {
                present.countDown();
                go.await();
                float sum = 0;
                for (long call = 0; call < calls; call++) {
                  sum += kernels.multiplyAdds(ROUNDS);
                }
                return sum;
              }));
    }
    present.await();
    long start = System.nanoTime();
    go.countDown();
    try {
      for (Future<Float> result : results) {
        result.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void products(double peak, BenchOutput output) {
    TextTable table =
        new TextTable("of peak", "to scalar", "product", "GFLOP/s", "min..max", "scalar GFLOP/s");
    for (KernelWorkload workload : KernelWorkload.values()) {
      KernelCall call = workload.call();
      if (call.unit() == KernelCall.Unit.ELEMENT) {
        continue;
      }
      output.progress(workload.toString());
      Spread rate = measure(call, fastest).map(s -> call.amount() / s / 1e9);
      Spread ofScalar = measure(call, scalar).map(s -> call.amount() / s / 1e9);
      // A vector holds half as many doubles as floats.
      double reachable =
          call.unit() == KernelCall.Unit.DOUBLE_OPERATION && fastest != scalar ? peak / 2 : peak;
      table.add(
          ratio(1e9 * rate.median() / reachable),
          ratio(rate.median() / ofScalar.median()),
          workload.toString(),
          rate.medianText(),
          rate.rangeText(),
          ofScalar.medianText());
    }
    output.table(table);
    output.note(
        "128 rows, d = 10, K = 3; -24, -52: candidates, whose padding to 16 lanes counts as work;"
            + " -10-128: a dense layer's inputs and units. Peak: of 1 thread, best repetition; of"
            + " doubles, half of it.");
  }

  private void elements(BenchOutput output) {
    TextTable table =
        new TextTable("to scalar", "kernel", "ns per element", "min..max", "scalar ns");
    for (KernelWorkload workload : KernelWorkload.values()) {
      KernelCall call = workload.call();
      if (call.unit() != KernelCall.Unit.ELEMENT) {
        continue;
      }
      output.progress(workload.toString());
      Spread nanos = measure(call, fastest).map(s -> 1e9 * s / call.amount());
      Spread ofScalar = measure(call, scalar).map(s -> 1e9 * s / call.amount());
      table.add(
          ratio(ofScalar.median() / nanos.median()),
          workload.toString(),
          nanos.medianText(),
          nanos.rangeText(),
          ofScalar.medianText());
    }
    output.table(table);
    output.note(
        "An element: of sums and the least of many, a point and one of "
            + KernelCall.KERNELS
            + " kernels or rows; else a value of the array that is updated.");
  }

  private static Spread measure(KernelCall call, Kernels kernels) {
    return Stopwatch.secondsOfCall(() -> call.run(kernels), WARM_UP_SECONDS);
  }

  /**
   * Measures from how many features on the mixing identity is faster than distances from the
   * points: for kernels, and for the first estimate of neighbours, which nearly always decides.
   */
  private void crossOver(BenchOutput output) {
    output.progress("direct distances against the mixing identity");
    double mixedSum = secondsAgain(KernelCall.mixedKernelSum());
    double mixedLeast = secondsAgain(KernelCall.leastMixed());
    TextTable table =
        new TextTable("kernels: direct / identity", "neighbours: direct / identity", "d");
    int kernelsFrom = 0;
    int neighborsFrom = 0;
    for (int features : FEATURES) {
      double kernelRatio = secondsAgain(KernelCall.kernelSums(features)) / mixedSum;
      double neighborRatio = secondsAgain(KernelCall.leastOffsets(features)) / mixedLeast;
      kernelsFrom = kernelRatio > 1 ? (kernelsFrom == 0 ? features : kernelsFrom) : 0;
      neighborsFrom = neighborRatio > 1 ? (neighborsFrom == 0 ? features : neighborsFrom) : 0;
      table.add(ratio(kernelRatio), ratio(neighborRatio), Integer.toString(features));
    }
    output.table(table);
    int used =
        IntStream.rangeClosed(1, FEATURES[FEATURES.length - 1])
            .filter(d -> DensityKind.NN.prefersSegments(KernelCall.KERNELS, 1, d))
            .findFirst()
            .orElse(0);
    output.note(
        String.format(
            Locale.ROOT,
            "The identity is faster from d = %s (kernels), d = %s (neighbours) on; the program"
                + " takes it from d = %s.",
            from(kernelsFrom),
            from(neighborsFrom),
            from(used)));
  }

  private static String from(int features) {
    return features == 0 ? "(none)" : Integer.toString(features);
  }

  private double secondsAgain(KernelCall call) {
    return Stopwatch.secondsOfCall(() -> call.run(fastest), WARM_UP_SECONDS_AGAIN).median();
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
