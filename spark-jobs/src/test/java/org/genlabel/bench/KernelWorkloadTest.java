package org.genlabel.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.genlabel.simd.Kernels;
import org.junit.jupiter.api.Test;

class KernelWorkloadTest {
  @Test
  void everyWorkloadRunsOnEveryImplementation() {
    List<KernelWorkload> workloads = new ArrayList<>(KernelWorkload.products());
    workloads.addAll(KernelWorkload.elements());
    for (KernelWorkload workload : workloads) {
      for (Kernels kernels : Kernels.all()) {
        assertThatCode(() -> KernelWorkload.named(workload.name()).run(kernels))
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void anUnknownNameListsTheNames() {
    assertThatThrownBy(() -> KernelWorkload.named("nosuch"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("affine-24");
  }
}
