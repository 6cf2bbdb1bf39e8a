package dev.offload.lifecycle.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.limit.Ledger.Received;
import dev.offload.lifecycle.limit.Ledger.Telling;
import dev.offload.lifecycle.limit.Ledger.Totals;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.work.LimitGrant;
import dev.offload.schemas.work.LimitUse;
import dev.offload.schemas.work.LimitUse.Next;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final long NUMBER = 1_000;
  private static final KnownRule RULE = new KnownRule(Optional.of(LimitRule.atMost(5)), 1);

  private final Ledger ledger = Ledger.open(LimitWorld.SCOPE, 3, NUMBER);

  @Test
  void lineIsToldOnce() {
    Telling telling = ledger.tell(line(2, 1), RULE);
    assertThat(telling.use().orElseThrow())
        .isEqualTo(
            new LimitUse(
                LimitWorld.SCOPE,
                3,
                NUMBER,
                1,
                RULE.rule().orElseThrow(),
                1,
                next(2, 1),
                2,
                0,
                0,
                0));
    assertThat(telling.after().orElseThrow().tell(line(2, 1), RULE).use()).isEmpty();
  }

  @Test
  void changedRuleIsTold() {
    Ledger told = told(line(1));
    assertThat(told.tell(line(1), new KnownRule(RULE.rule(), 2)).use()).isEmpty();
    assertThat(told.tell(line(1), new KnownRule(Optional.empty(), 2)).use()).isPresent();
  }

  @Test
  void firstTasksGoOnWhenTheirUnitsAreGranted() {
    Received received = told(line(2, 1, 1)).receive(grant(NUMBER, 2, 3), next(2, 1, 1));
    assertThat(received.goOn()).containsExactly(0, 1);
    assertThat(LimitPartition.used(received.after())).isEqualTo(3);
  }

  @Test
  void grantStartsOnlyTasksThatEarlierGrantsDidNot() {
    Ledger granted = told(line(1, 1)).receive(grant(NUMBER, 2, 2), next(1, 1)).after();

    assertThat(granted.startsOf(grant(NUMBER, 42, 42))).isEqualTo(40);
    assertThat(granted.startsOf(grant(NUMBER, 1, 1))).isZero();
    assertThat(granted.startsOf(grant(NUMBER - 1, 42, 42))).isZero();
  }

  @Test
  void unitsThatFitNoTaskAreReturned() {
    Received received = told(line(2)).receive(grant(NUMBER, 1, 2), next(3, 4));
    assertThat(received.goOn()).isEmpty();
    assertThat(LimitPartition.used(received.after())).isZero();
    LimitUse use = received.after().tell(line(3, 4), RULE).use().orElseThrow();
    assertThat(use.starts()).isEqualTo(1);
    assertThat(use.granted()).isEqualTo(2);
    assertThat(use.returned()).isEqualTo(2);
  }

  @Test
  void unitsGoToTasksTheyFit() {
    Received received = told(line(1)).receive(grant(NUMBER, 1, 1), next(2, 1));
    assertThat(received.goOn()).containsExactly(1);
  }

  @Test
  void noMoreUnitsComeBackThanWereGranted() {
    Ledger used = told(line(1)).receive(grant(NUMBER, 1, 1), next(1)).after();
    LimitUse use = used.returned(1).returned(1).tell(line(1), RULE).use().orElseThrow();
    assertThat(use.used()).isZero();
  }

  @Test
  void recountedLedgerTellsTheUnitsInUse() {
    Totals held = Totals.NONE.with(2).with(3).without(2);
    Ledger recounted = Ledger.recounted(LimitWorld.SCOPE, 3, NUMBER, held);
    LimitUse use = recounted.tell(line(1), RULE).use().orElseThrow();
    assertThat(use.starts()).isEqualTo(2);
    assertThat(use.used()).isEqualTo(3);
    Ledger empty = Ledger.recounted(LimitWorld.SCOPE, 3, NUMBER, Totals.NONE);
    assertThat(empty.tell(Demand.NONE, RULE).use()).as("the coordinator may know more").isPresent();
  }

  @Test
  void grantThatIsReadTwiceCountsOnce() {
    Ledger once = told(line(1, 1)).receive(grant(NUMBER, 1, 1), next(1, 1)).after();
    Received twice = once.receive(grant(NUMBER, 1, 1), next(1));
    assertThat(twice.goOn()).isEmpty();
    assertThat(LimitPartition.used(twice.after())).isEqualTo(1);
  }

  @Test
  void ledgerIsClosedOnceItHasToldThatNothingIsUsed() {
    Ledger used = told(line(1)).receive(grant(NUMBER, 1, 1), next(1)).after();
    assertThat(used.tell(Demand.NONE, RULE).after()).isPresent();
    Telling end = used.returned(1).tell(Demand.NONE, RULE);
    assertThat(end.use().orElseThrow().idle()).isTrue();
    assertThat(end.after()).isEmpty();
  }

  @Test
  void ledgerThatWasUsedForAMomentTellsNothing() {
    assertThat(ledger.tell(Demand.NONE, RULE))
        .isEqualTo(new Telling(Optional.empty(), Optional.empty()));
  }

  @Test
  void grantToAnEarlierLedgerIsVoidAndAnswered() {
    Received received = ledger.receive(grant(NUMBER - 1, 4, 4), next(1));
    assertThat(received.goOn()).isEmpty();
    assertThat(received.after().tell(Demand.NONE, RULE).use()).isPresent();
  }

  @Test
  void ledgerThatIsOlderThanAGrantGetsAHigherNumber() {
    Received received = told(line(1)).receive(grant(NUMBER + 5, 1, 1), next(1));
    assertThat(received.goOn()).isEmpty();
    assertThat(received.after().tell(line(1), RULE).use().orElseThrow().ledger())
        .isEqualTo(NUMBER + 6);
  }

  @Test
  void grantWithoutALedgerIsAnsweredThatNothingIsUsed() {
    LimitUse answer = Ledger.answerWithout(grant(NUMBER, 1, 1), NUMBER - 7, RULE);
    assertThat(answer.ledger()).isEqualTo(NUMBER + 1);
    assertThat(answer.idle()).isTrue();
  }

  @Test
  void numbersOfLedgersGrow() {
    LedgerNumbers numbers = new LedgerNumbers();
    Instant now = Instant.ofEpochMilli(5);
    assertThat(List.of(numbers.next(now), numbers.next(now), numbers.next(now.plusMillis(1))))
        .containsExactly(5_000L, 5_001L, 6_000L);
    assertThat(numbers.next(now.minusMillis(1))).isEqualTo(6_001L);
  }

  private Ledger told(Demand line) {
    return ledger.tell(line, RULE).after().orElseThrow();
  }

  private static LimitGrant grant(long number, long starts, long granted) {
    return new LimitGrant(LimitWorld.SCOPE, 3, number, starts, granted);
  }

  private static Demand line(int... weights) {
    return new Demand(next(weights), weights.length);
  }

  private static List<Next> next(int... weights) {
    return Arrays.stream(weights).mapToObj(weight -> new Next(weight, 4)).toList();
  }
}
