package org.genlabel.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void workThatTakesTooLongIsInterrupted() {
    TimeLimit limit = TimeLimit.start(Duration.ofMillis(20));

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> Thread.sleep(LONG.toMillis()));

    assertThat(limit.end()).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void anInterruptThatWorkHasNotNoticedIsCleared() throws InterruptedException {
    TimeLimit limit = TimeLimit.start(Duration.ofMillis(1));
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }

    assertThat(limit.end()).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(limit.end()).as("asked again").isTrue();
  }

  @Test
  void workWithinItsLimitIsLeftAlone() throws InterruptedException {
    TimeLimit limit = TimeLimit.start(Duration.ofMillis(50));

    assertThat(limit.end()).isFalse();

    Thread.sleep(100);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void anInterruptFromElsewhereStays() {
    TimeLimit limit = TimeLimit.start(LONG);
    Thread.currentThread().interrupt();

    assertThat(limit.end()).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }
}
