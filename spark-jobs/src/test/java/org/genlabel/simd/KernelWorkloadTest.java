package org.genlabel.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genlabel.simd.KernelDraws.SCALAR;
import static org.genlabel.simd.KernelDraws.VECTOR;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KernelWorkloadTest {
  @ParameterizedTest
  @EnumSource
  void bothImplementationsGiveTheSameBits(KernelWorkload workload) {
    KernelCall scalar = workload.call();
    KernelCall vector = workload.call();
    Object[] before = copies(scalar.results());

    // Twice: many calls update the results of the previous call.
    for (int run = 0; run < 2; run++) {
      scalar.run(SCALAR);
      vector.run(VECTOR);
      assertThat(vector.results()).as("run " + run).isEqualTo(scalar.results());
    }

    assertThat(scalar.results()).isNotEmpty();
    assertThat(Arrays.deepEquals(before, scalar.results())).as("nothing written").isFalse();
  }

  private static Object[] copies(Object[] arrays) {
    return Arrays.stream(arrays)
        .map(array -> array instanceof float[] f ? f.clone() : ((double[]) array).clone())
        .toArray();
  }

  @Test
  void everyKernelIsInTheList() {
    Set<String> called = new TreeSet<>();
    Kernels recording =
        (Kernels)
            Proxy.newProxyInstance(
                Kernels.class.getClassLoader(),
                new Class<?>[] {Kernels.class},
                (proxy, method, arguments) -> {
                  called.add(method.getName());
                  return method.invoke(SCALAR, arguments);
                });

    for (KernelWorkload workload : KernelWorkload.values()) {
      workload.call().run(recording);
    }

    assertThat(called)
        .isEqualTo(
            Arrays.stream(Kernels.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !name.equals("description"))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void workloadsAreNamedAsPeopleReadThem() {
    assertThat(KernelWorkload.AFFINE_24).hasToString("affine-24");
  }
}
