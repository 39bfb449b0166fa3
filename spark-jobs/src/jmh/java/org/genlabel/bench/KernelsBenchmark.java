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
 * The kernels one by one, each in a JVM of its own: what {@code genlabel bench kernels} measures in
 * one, where a kernel's compilation may depend on what ran before it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelsBenchmark {
  /** Vectors where there are any, or plain Java. */
  @Param({"fastest", "scalar"})
  private String implementation;

  /** All of them, which JMH takes from the type. */
  @Param private KernelWorkload workload;

  private Kernels kernels;
  private KernelCall call;

  /** Takes the implementation that was asked for, and makes the workload's data. */
  @Setup
  public void prepare() {
    int scalar = Kernels.all().size() - 1;
    kernels = Kernels.all().get(implementation.equals("fastest") ? 0 : scalar);
    call = workload.call();
  }

  /** One call; the kernels leave what they work out in arrays that outlive it. */
  @Benchmark
  public void kernel() {
    call.run(kernels);
  }
}
