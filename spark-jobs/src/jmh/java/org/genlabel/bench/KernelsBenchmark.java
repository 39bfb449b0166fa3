package org.genlabel.bench;

import java.util.concurrent.TimeUnit;
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
  private static final int ROUNDS = 1000;

  /** Vectors where there are any, or plain Java. */
  @Param({"fastest", "scalar"})
  private String implementation;

  private Kernels kernels;

  /** Takes the implementation that was asked for. */
  @Setup
  public void choose() {
    int scalar = Kernels.all().size() - 1;
    kernels = Kernels.all().get(implementation.equals("fastest") ? 0 : scalar);
  }

  /** A kernel's work, in its own state so that the peak below does not run once for each. */
  @State(Scope.Thread)
  public static class Workload {
    @Param({
      "affine-24",
      "affine-52",
      "outer-products-24",
      "outer-products-52",
      "affine-of-lanes",
      "outer-products-of-lanes",
      "triangular-affine",
      "softmax",
      "kernel-sums-d3",
      "kernel-sums-d10",
      "kernel-sums-d20",
      "mixed-kernel-sum",
      "least-squared-distances-d3",
      "least-squared-distances-d10",
      "least-squared-distances-d20",
      "least-mixed"
    })
    private String workload;

    private KernelWorkload work;

    /** Makes its data. */
    @Setup
    public void make() {
      work = KernelWorkload.named(workload);
    }
  }

  /** One call; the kernels leave what they work out in arrays that outlive it. */
  @Benchmark
  public void kernel(Workload workload) {
    workload.work.run(kernels);
  }

  /** The most multiply-adds there are: {@value #ROUNDS} rounds of {@link Kernels#multiplyAdds}. */
  @Benchmark
  public float multiplyAdds() {
    return kernels.multiplyAdds(ROUNDS);
  }
}
