package org.genlabel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {
  @Test
  void modelIsReadOnceFromTheListOfCores() {
    String cpuInfo =
        """
        processor\t: 0
        model\t\t: 1
        model name\t: AMD EPYC 7B13

        processor\t: 1
        model name\t: AMD EPYC 7B13
        """;

    assertThat(Machine.model(cpuInfo)).contains("AMD EPYC 7B13");
  }

  @Test
  void someProcessorsHaveNoModelName() {
    assertThat(Machine.model("processor\t: 0\nBogoMIPS\t: 50.00\n")).isEmpty();
    assertThat(Machine.model("model name\t:\n")).isEmpty();
  }

  @Test
  void lineContainsProcessorCoresAndJava() {
    assertThat(Machine.describe().line())
        .contains(Runtime.getRuntime().availableProcessors() + " cores")
        .contains(System.getProperty("java.runtime.version"))
        .doesNotContain("\n");
  }
}
