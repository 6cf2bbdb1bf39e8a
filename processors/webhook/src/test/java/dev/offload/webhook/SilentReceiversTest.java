package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.webhook.SilentReceivers.Advice;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SilentReceiversTest {
  private static final String RECEIVER = "acme example.com:443";
  private static final SilenceTerms TERMS =
      new SilenceTerms(
          3,
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Duration.ofSeconds(30));

  private final SilentReceivers silent = new SilentReceivers(TERMS, new Random(3));
  private long now = Long.MAX_VALUE - 5;

  @Test
  void fewTimeOutsChangeNothing() {
    timeOut(2);

    assertThat(ask()).isInstanceOf(Advice.Go.class);
  }

  @Test
  void answerInBetweenStartsTheCountAgain() {
    timeOut(2);
    silent.answered(RECEIVER);
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
    assertThat(silent.ask("acme example.org:443", now)).isInstanceOf(Advice.Go.class);
    assertThat(silent.ask("other example.com:443", now)).isInstanceOf(Advice.Go.class);
  }

  @Test
  void oneDeliveryTriesAfterThePauseWhileOthersWait() {
    timeOut(3);
    pass(Duration.ofSeconds(10));

    assertThat(ask()).isInstanceOf(Advice.Go.class);
    assertThat(ask()).isInstanceOf(Advice.Wait.class);
    silent.answered(RECEIVER);
    assertThat(ask()).isInstanceOf(Advice.Go.class);
    assertThat(ask()).isInstanceOf(Advice.Go.class);
  }

  @Test
  void foreseeingDoesNotCountAsATry() {
    timeOut(3);
    assertThat(silent.foresee(RECEIVER, now)).isInstanceOf(Advice.Wait.class);
    pass(Duration.ofSeconds(10));

    assertThat(silent.foresee(RECEIVER, now)).isInstanceOf(Advice.Go.class);
    assertThat(ask()).isInstanceOf(Advice.Go.class);
    assertThat(silent.foresee(RECEIVER, now)).isInstanceOf(Advice.Wait.class);
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
    silent.untried(RECEIVER);
    assertThat(ask()).isInstanceOf(Advice.Go.class);
  }

  @Test
  void silenceCostsAttemptsOnceItHasBeenLong() {
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
      silent.timedOut("acme host-" + i + ":443", now);
    }

    assertThat(ask()).isInstanceOf(Advice.Go.class);
  }

  private Advice ask() {
    return silent.ask(RECEIVER, now);
  }

  private void timeOut(int times) {
    for (int i = 0; i < times; i++) {
      silent.timedOut(RECEIVER, now);
    }
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
