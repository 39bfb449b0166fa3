package org.genlabel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MultiplyAddsTest {
  @Test
  void allAccumulatorsComeToOne() {
    for (Kernels kernels : Kernels.all()) {
      assertThat(kernels.multiplyAdds(64)).as(kernels.description()).isEqualTo(12);
    }
  }

  @Test
  void plainJavaIsAlwaysThereAndLast() {
    assertThat(Kernels.all().get(Kernels.all().size() - 1).description()).isEqualTo("scalar");
  }
}
