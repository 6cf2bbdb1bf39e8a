package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.webhook.Breakers.Advice;
import dev.offload.webhook.Breakers.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a breaker does for a receiver that answers that it wants less.
class AskedPauseTest {
  private static final BreakerKey RECEIVER = new BreakerKey.OfReceiver("acme", "example.com", 443);
  private static final BreakerTerms TERMS =
      new BreakerTerms(
          3,
          10,
          5,
          0.9,
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Duration.ofSeconds(30));

  private final Breakers breakers = new Breakers(TERMS, new Random(3));
  private long now = -5;

  @Test
  void receiverThatAsksForAPauseGetsIt() {
    asks(Duration.ofSeconds(40));
    assertThat(ask()).isInstanceOf(Advice.Wait.class);

    pass(Duration.ofSeconds(39));
    assertThat(ask()).isInstanceOf(Advice.Wait.class);
    pass(Duration.ofSeconds(1));
    assertThat(ask()).isInstanceOf(Advice.Go.class);
    assertThat(ask()).as("one tries").isInstanceOf(Advice.Wait.class);
    breakers.succeeded(RECEIVER, now);
    assertThat(ask()).isInstanceOf(Advice.Go.class);
  }

  @Test
  void noPauseIsLongerThanTheLongest() {
    asks(Duration.ofHours(1));

    pass(Duration.ofMinutes(5));
    assertThat(ask()).isInstanceOf(Advice.Go.class);
  }

  @Test
  void shorterPauseDoesNotEndALongerOne() {
    asks(Duration.ofSeconds(40));
    asks(Duration.ofSeconds(1));

    pass(Duration.ofSeconds(2));
    assertThat(ask()).isInstanceOf(Advice.Wait.class);
  }

  @Test
  void pauseOfAReceiverThatDoesNotSayHowLongDoublesUpToAMinute() {
    wantsLess();
    for (int pause : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      awaitPause(Duration.ofSeconds(pause));
      wantsLess();
    }
  }

  @Test
  void pauseIsShortAgainAfterASuccess() {
    wantsLess();
    pass(Duration.ofSeconds(1));
    wantsLess();
    pass(Duration.ofSeconds(2));
    breakers.succeeded(RECEIVER, now);

    wantsLess();

    awaitPause(Duration.ofSeconds(1));
  }

  /// A receiver that refuses half of what it gets at once accepts the other half.
  @Test
  void deliveryThatWasUnderWayDoesNotEndThePause() {
    asks(Duration.ofSeconds(40));
    breakers.succeeded(RECEIVER, now);

    awaitPause(Duration.ofSeconds(40));
  }

  @Test
  void receiverThatAllowsOneInTwoSecondsIsNeverReported() {
    long freeAt = now;
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      pass(Duration.ofMillis(100));
      if (ask() instanceof Advice.Go) {
        if (now - freeAt >= 0) {
          freeAt = now + Duration.ofSeconds(2).toNanos();
          accepted++;
          breakers.succeeded(RECEIVER, now);
        } else {
          assertThat(asks(Duration.ofSeconds(1))).isEmpty();
        }
      }
    }
    assertThat(accepted).as("in 2,000 seconds").isGreaterThan(800);
  }

  @Test
  void receiverThatAcceptsNothingForMinutesIsReported() {
    wantsLess();
    long opened = now;
    pass(Duration.ofMinutes(5).minusNanos(1));
    assertThat(wantsLess()).isEmpty();
    pass(Duration.ofMinutes(1));
    assertThat(wantsLess()).hasValue(opened);
  }

  @Test
  void successOfADeliveryUnderWayShowsThatItDoesNotFail() {
    asks(Duration.ofMinutes(4));
    pass(Duration.ofMinutes(3));
    breakers.succeeded(RECEIVER, now);
    pass(Duration.ofMinutes(3));

    assertThat(wantsLess()).isEmpty();
  }

  @Test
  void oneOtherFailureIsNoSignEitherButManyAre() {
    wantsLess();
    for (int i = 0; i < 4; i++) {
      pass(Duration.ofSeconds(30));
      assertThat(breakers.failed(RECEIVER, Failure.OTHER, now)).isEmpty();
    }
    pass(Duration.ofSeconds(30));
    assertThat(breakers.failed(RECEIVER, Failure.OTHER, now)).isPresent();
  }

  @Test
  void answerThatWantsLessDoesNotCountAsAFailure() {
    for (int i = 0; i < 4; i++) {
      breakers.failed(RECEIVER, Failure.OTHER, now);
    }

    wantsLess();

    awaitPause(Duration.ofSeconds(1));
  }

  private void awaitPause(Duration length) {
    pass(length.minusNanos(1));
    assertThat(ask()).isInstanceOf(Advice.Wait.class);
    pass(Duration.ofNanos(1));
    assertThat(ask()).isInstanceOf(Advice.Go.class);
  }

  private Optional<Long> wantsLess() {
    return breakers.asksForPause(RECEIVER, Optional.empty(), now);
  }

  private Optional<Long> asks(Duration pause) {
    return breakers.asksForPause(RECEIVER, Optional.of(pause), now);
  }

  private Advice ask() {
    return breakers.ask(RECEIVER, now);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
