package dev.offload.kafka.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PatientStartTest {
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  @Test
  void failedStartIsTriedAgain() {
    var tries = new AtomicInteger();

    var start =
        PatientStart.of(
            "the worker",
            () -> {
              if (tries.incrementAndGet() < 3) {
                throw new TimeoutException("Kafka does not answer");
              }
              return "worker";
            },
            AT_ONCE);

    await().untilAsserted(() -> assertThat(start.started()).contains("worker"));
    assertThat(tries).hasValue(3);
    assertThat(start.end()).contains("worker");
  }

  @Test
  void endDoesNotWaitForKafka() {
    var never = new CountDownLatch(1);
    var start =
        PatientStart.of(
            "the worker",
            () -> {
              never.await();
              return "worker";
            },
            AT_ONCE);

    assertThat(start.started()).isEmpty();
    assertThat(start.end()).isEmpty();
  }

  @Test
  void stopBetweenTwoTriesEndsTheStart() {
    var tries = new AtomicInteger();
    var start =
        PatientStart.of(
            "the worker",
            () -> {
              tries.incrementAndGet();
              throw new TimeoutException("Kafka does not answer");
            },
            Duration.ofHours(1));
    await().until(() -> tries.get() == 1);

    assertThat(start.end()).isEmpty();
    assertThat(tries).hasValue(1);
  }
}
