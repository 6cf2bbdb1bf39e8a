package dev.offload.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offload.schemas.json.Json;
import dev.offload.worker.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ProbeHandlerTest {
  private final ProbeHandler handler = new ProbeHandler(() -> false);

  @Test
  void resultIsReturnedAsItIs() throws Exception {
    // When
    Outcome outcome = handler.handle(new OneAttempt("{\"result\": {\"a\": [1, null]}}", 1));

    // Then
    assertThat(outcome).isEqualTo(Outcome.succeeded(Json.MAPPER.readTree("{\"a\": [1, null]}")));
  }

  @Test
  void stampedResultTellsWhenTheHandlerWasCalled() throws Exception {
    // Given
    Instant now = Instant.parse("2026-11-22T10:00:00.000123Z");
    ProbeHandler stamping = new ProbeHandler(() -> false, () -> now);

    // When
    Outcome outcome = stamping.handle(new OneAttempt("{\"stamp\": true, \"result\": 7}", 1));

    // Then
    assertThat(outcome)
        .isEqualTo(
            Outcome.succeeded(
                Json.MAPPER.readTree(
                    "{\"began\": \"2026-11-22T10:00:00.000123Z\", \"result\": 7}")));
  }

  @Test
  void emptyProbeSucceedsWithoutResult() throws Exception {
    assertThat(handler.handle(new OneAttempt("{}", 1))).isEqualTo(Outcome.succeeded(null));
  }

  @Test
  void givenNumberOfAttemptsFailsAndThenOneSucceeds() throws Exception {
    String input = "{\"failTimes\": 2}";

    assertThat(handler.handle(new OneAttempt(input, 1))).isEqualTo(failure(1));
    assertThat(handler.handle(new OneAttempt(input, 2))).isEqualTo(failure(2));
    assertThat(handler.handle(new OneAttempt(input, 3))).isEqualTo(Outcome.succeeded(null));
  }

  private static Outcome failure(int attempt) {
    return Outcome.failedFor(
        "probe-failed",
        "attempt " + attempt + " failed, as asked: the first 2 attempts fail",
        Duration.ZERO);
  }

  @Test
  void failureHasTheGivenCodeAndWait() throws Exception {
    // When
    Outcome outcome =
        handler.handle(
            new OneAttempt(
                "{\"failTimes\": 1, \"errorCode\": \"http-503\", \"retryAfter\": \"PT10S\"}", 1));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo("http-503");
              assertThat(failed.isFinal()).isFalse();
              assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(10));
            });
  }

  @Test
  void probeSnoozesOnce() throws Exception {
    // Given
    OneAttempt attempt = new OneAttempt("{\"snooze\": \"PT5S\"}", 1);

    // Then
    assertThat(handler.handle(attempt)).isEqualTo(Outcome.snoozed(Duration.ofSeconds(5)));
    assertThat(handler.handle(attempt)).isEqualTo(Outcome.succeeded(null));
  }

  @Test
  void finalProbeFailsForGoodAtOnce() throws Exception {
    assertThat(handler.handle(new OneAttempt("{\"final\": true, \"sleep\": \"PT1H\"}", 1)))
        .isEqualTo(Outcome.failedForGood("probe-final", "failed for good, as asked"));
  }

  @Test
  void killIsRefusedUnlessAllowed() throws Exception {
    assertThat(handler.handle(new OneAttempt("{\"kill\": true}", 1)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo("kill-not-allowed");
              assertThat(failed.isFinal()).isTrue();
            });
  }

  @Test
  void probeSleepsAndSpinsForTheGivenTime() throws Exception {
    // Given
    OneAttempt attempt = new OneAttempt("{\"sleep\": \"PT0.03S\", \"spin\": \"PT0.02S\"}", 1);
    long start = System.nanoTime();

    // When
    handler.handle(attempt);

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(50));
  }

  @Test
  void longSleepTellsItsProgressInMilliseconds() throws Exception {
    // Given
    OneAttempt attempt = new OneAttempt("{\"sleep\": \"PT1.01S\"}", 1);

    // When
    handler.handle(attempt);

    // Then
    assertThat(attempt.progress).containsExactly(1000L);
  }

  @Test
  void spinStopsWhenCancelled() throws Exception {
    // Given
    OneAttempt attempt = new OneAttempt("{\"spin\": \"PT1H\"}", 1);
    attempt.cancel();

    // Then
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> handler.handle(attempt));
  }

  @Test
  void sleepStopsWhenCancelled() throws Exception {
    // Given
    OneAttempt attempt = new OneAttempt("{\"sleep\": \"PT1H\"}", 1);
    attempt.cancel();

    // Then
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> handler.handle(attempt));
  }

  @Test
  void probeCanIgnoreSignalAndInterrupt() throws Exception {
    // Given
    OneAttempt attempt =
        new OneAttempt("{\"sleep\": \"PT0.03S\", \"ignoreCancel\": true, \"result\": 1}", 1);
    attempt.cancel();
    Thread.currentThread().interrupt();

    // When
    Outcome outcome = handler.handle(attempt);

    // Then
    assertThat(outcome).isEqualTo(Outcome.succeeded(Json.MAPPER.readTree("1")));
  }

  @Test
  void sleepStopsWhenInterrupted() throws Exception {
    // Given
    OneAttempt attempt = new OneAttempt("{\"sleep\": \"PT1H\"}", 1);
    Thread.currentThread().interrupt();

    // Then
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> handler.handle(attempt));
  }

  @Test
  void negativeAndEndlessSleepsAreRefused() throws Exception {
    OneAttempt negative = new OneAttempt("{\"sleep\": \"-PT1S\"}", 1);
    OneAttempt endless = new OneAttempt("{\"sleep\": \"P2D\"}", 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> handler.handle(negative))
        .withMessageContaining("sleep must be PT0S to PT24H, was PT-1S");
    assertThatIllegalArgumentException().isThrownBy(() -> handler.handle(endless));
  }
}
