package org.genlabel.bench;

import java.util.concurrent.TimeUnit;
import org.genlabel.simd.KernelCall;
import org.genlabel.simd.KernelWorkload;
import org.genlabel.simd.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the kernels one by one, each in a separate JVM; {@code genlabel bench kernels} measures
 * all in one JVM, where a kernel's compilation may depend on what ran before it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelsBenchmark {
  /** "fastest" for vectors where they are available, "scalar" for plain Java. */
  @Param({"fastest", "scalar"})
  private String implementation;

  /** All workloads, which JMH takes from the enum type. */
  @Param private KernelWorkload workload;

  private Kernels kernels;
  private KernelCall call;

  /** Selects the implementation, and creates the workload's data. */
  @Setup
  public void prepare() {
    int scalar = Kernels.all().size() - 1;
    kernels = Kernels.all().get(implementation.equals("fastest") ? 0 : scalar);
    call = workload.call();
  }

  /** Makes one call; the kernels write their results to arrays that outlive it. */
  @Benchmark
  public void kernel() {
    call.run(kernels);
  }
}
