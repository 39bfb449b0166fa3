package org.genlabel.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.genlabel.simd.KernelDraws.SCALAR;
import static org.genlabel.simd.KernelDraws.VECTOR;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelsTest {
  @Test
  void implementationsAreChosenByName() {
    assertThat(SCALAR.description()).isEqualTo("scalar");
    assertThat(VECTOR.description()).matches("\\d+-bit vectors");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ActiveKernels.choose("fast"))
        .withMessageContaining("genlabel.simd")
        .withMessageContaining("fast");
  }

  @Test
  void lanesArePaddedToTheNextMultipleOfTheWidth() {
    assertThat(IntStream.of(0, 1, 15, 16, 17, 52).map(Kernels::padded))
        .containsExactly(0, 16, 16, 16, 32, 64);
  }
}
