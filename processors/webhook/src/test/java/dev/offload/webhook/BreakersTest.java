package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.webhook.Breakers.Advice;
import dev.offload.webhook.Breakers.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BreakersTest {
  private static final BreakerKey RECEIVER = receiver("acme", "example.com");
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
  private long now = Long.MAX_VALUE - 5;

  @Test
  void fewTimeOutsChangeNothing() {
    timeOut(2);

    assertThat(ask()).isInstanceOf(Advice.Go.class);
  }

  @Test
  void answerInBetweenStartsTheCountAgain() {
    timeOut(2);
    breakers.succeeded(RECEIVER, now);
    timeOut(2);

    assertThat(ask()).isInstanceOf(Advice.Go.class);
  }

  @Test
  void onlyTheSilentReceiverIsSpared() {
    timeOut(3);

    assertThat(ask())
        .isInstanceOfSatisfying(
            Advice.Wait.class,
            wait ->
                assertThat(wait.length())
                    .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15)));
    assertThat(breakers.ask(receiver("acme", "example.org"), now)).isInstanceOf(Advice.Go.class);
    assertThat(breakers.ask(receiver("other", "example.com"), now)).isInstanceOf(Advice.Go.class);
  }

  @Test
  void oneDeliveryTriesAfterThePauseWhileOthersWait() {
    timeOut(3);
    pass(Duration.ofSeconds(10));

    assertThat(ask()).isInstanceOf(Advice.Go.class);
    assertThat(ask()).isInstanceOf(Advice.Wait.class);
    breakers.succeeded(RECEIVER, now);
    assertThat(ask()).isInstanceOf(Advice.Go.class);
    assertThat(ask()).isInstanceOf(Advice.Go.class);
  }

  @Test
  void foreseeingDoesNotCountAsATry() {
    timeOut(3);
    assertThat(breakers.foresee(RECEIVER, now)).isInstanceOf(Advice.Wait.class);
    pass(Duration.ofSeconds(10));

    assertThat(breakers.foresee(RECEIVER, now)).isInstanceOf(Advice.Go.class);
    assertThat(ask()).isInstanceOf(Advice.Go.class);
    assertThat(breakers.foresee(RECEIVER, now)).isInstanceOf(Advice.Wait.class);
  }

  @Test
  void pauseDoublesWithEachFailedTryUpToTheLongest() {
    timeOut(3);
    for (int pause : new int[] {10, 20, 40, 80, 160, 300, 300}) {
      pass(Duration.ofSeconds(pause).minusMillis(1));
      assertThat(ask()).isNotInstanceOf(Advice.Go.class);
      pass(Duration.ofMillis(1));
      assertThat(ask()).isInstanceOf(Advice.Go.class);
      timeOut(1);
    }
  }

  @Test
  void timeOutsOfEarlierTriesDoNotMakeThePauseLonger() {
    timeOut(16);
    pass(Duration.ofSeconds(10));

    assertThat(ask()).isInstanceOf(Advice.Go.class);
  }

  @Test
  void tryWithoutAResultIsFollowedByAnother() {
    timeOut(3);
    pass(Duration.ofSeconds(10));
    ask();
    pass(Duration.ofSeconds(30));

    assertThat(ask()).isInstanceOf(Advice.Go.class);
    breakers.untried(RECEIVER);
    assertThat(ask()).isInstanceOf(Advice.Go.class);
  }

  @Test
  void longSilenceCostsAttempts() {
    timeOut(3);
    int tries = 0;
    for (Duration passed = Duration.ZERO;
        passed.compareTo(Duration.ofMinutes(59)) < 0;
        passed = passed.plusSeconds(30)) {
      if (ask() instanceof Advice.Go) {
        tries++;
        timeOut(1);
      }
      assertThat(ask()).isInstanceOf(Advice.Wait.class);
      pass(Duration.ofSeconds(30));
    }
    pass(Duration.ofMinutes(2));

    Advice advice = ask();
    if (advice instanceof Advice.Go) {
      advice = ask();
    }
    assertThat(advice)
        .isInstanceOfSatisfying(
            Advice.Fail.class,
            fail -> assertThat(fail.length()).isGreaterThan(Duration.ofSeconds(1)));
    assertThat(tries).isBetween(12, 20);
  }

  @Test
  void receiverThatWasNotTriedForLongIsNotSilent() {
    timeOut(3);
    pass(Duration.ofHours(5));
    ask();
    timeOut(1);

    assertThat(ask()).isInstanceOf(Advice.Go.class);
  }

  @Test
  void onlyTheLatestReceiversAreKept() {
    timeOut(3);
    for (int i = 0; i < 20_000; i++) {
      breakers.failed(receiver("acme", "host-" + i), Failure.TIME_OUT, now);
    }

    assertThat(ask()).isInstanceOf(Advice.Go.class);
  }

  @Test
  void tooManyFailuresOpenTheBreaker() {
    refuse(4);
    assertThat(ask()).as("too few results").isInstanceOf(Advice.Go.class);

    refuse(1);

    assertThat(ask()).isInstanceOf(Advice.Wait.class);
    assertThat(breakers.open()).isEqualTo(1);
  }

  @Test
  void fewFailuresAmongSuccessesDoNotOpenTheBreaker() {
    for (int i = 0; i < 100; i++) {
      refuse(3);
      breakers.succeeded(RECEIVER, now);
      assertThat(ask()).isInstanceOf(Advice.Go.class);
    }
  }

  @Test
  void onlyTheLastResultsCount() {
    for (int i = 0; i < 20; i++) {
      breakers.succeeded(RECEIVER, now);
    }
    refuse(8);
    assertThat(ask()).isInstanceOf(Advice.Go.class);

    refuse(1);

    assertThat(ask()).as("9 of the last 10").isInstanceOf(Advice.Wait.class);
  }

  @Test
  void breakerClosesWithTheFirstSuccessAndForgetsEarlierFailures() {
    refuse(5);
    pass(Duration.ofSeconds(10));
    assertThat(ask()).isInstanceOf(Advice.Go.class);

    breakers.succeeded(RECEIVER, now);

    refuse(4);
    assertThat(ask()).isInstanceOf(Advice.Go.class);
    assertThat(breakers.open()).isZero();
  }

  @Test
  void receiverThatStillFailsIsReportedSinceItOpened() {
    pass(Duration.ofSeconds(1));
    for (int i = 0; i < 6; i++) {
      assertThat(refused()).as("the try before it has not failed yet").isEmpty();
    }
    long opened = now;
    pass(Duration.ofSeconds(10));
    assertThat(ask()).isInstanceOf(Advice.Go.class);
    assertThat(refused()).hasValue(opened);
    assertThat(refused()).as("one that was under way").isEmpty();
    pass(Duration.ofSeconds(20));
    assertThat(refused()).hasValue(opened);
  }

  /// The last retries of a delivery are hours apart.
  @Test
  void failingReceiverIsReportedOncePerBreaker() {
    refuse(5);
    long opened = now;
    pass(Duration.ofHours(8));
    assertThat(refused()).hasValue(opened);
    pass(Duration.ofHours(8));
    assertThat(refused()).as("a new breaker, which is closed").isEmpty();
  }

  @Test
  void receiverNotTriedForDaysIsNotReported() {
    refuse(5);
    pass(Duration.ofDays(2));

    assertThat(refused()).isEmpty();
  }

  @Test
  void tenantWithManyReceiversMakesNobodyElsesBreakerForgotten() {
    timeOut(3);

    for (int i = 0; i < 100_000; i++) {
      breakers.failed(receiver("mallory", "host-" + i), Failure.TIME_OUT, now);
    }

    assertThat(ask()).isInstanceOf(Advice.Wait.class);
  }

  private Optional<Long> refused() {
    return breakers.failed(RECEIVER, Failure.OTHER, now);
  }

  private void refuse(int times) {
    for (int i = 0; i < times; i++) {
      refused();
    }
  }

  private Advice ask() {
    return breakers.ask(RECEIVER, now);
  }

  private void timeOut(int times) {
    for (int i = 0; i < times; i++) {
      breakers.failed(RECEIVER, Failure.TIME_OUT, now);
    }
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private static BreakerKey receiver(String tenant, String host) {
    return new BreakerKey.OfReceiver(tenant, host, 443);
  }
}
