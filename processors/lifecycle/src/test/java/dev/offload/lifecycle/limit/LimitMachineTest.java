package dev.offload.lifecycle.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.limit.LimitEffect.ForgetLimit;
import dev.offload.lifecycle.limit.LimitEffect.ShowLimit;
import dev.offload.lifecycle.limit.LimitEffect.TellPartition;
import dev.offload.lifecycle.limit.LimitInput.TimerFired;
import dev.offload.lifecycle.limit.LimitInput.UseTold;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.Step;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.Rate;
import dev.offload.schemas.work.LimitGrant;
import dev.offload.schemas.work.LimitStatus;
import dev.offload.schemas.work.LimitUse;
import dev.offload.schemas.work.LimitUse.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LimitMachineTest {
  private static final LimitScope SCOPE = LimitWorld.SCOPE;
  private static final long LEDGER = 1_000;

  private final LimitMachine machine = new LimitMachine();
  private Instant now = LimitWorld.START;
  private LimitRule rule = LimitRule.atMost(2);
  private int version = 1;
  private Step<Optional<LimitEntry>, LimitEvent, LimitEffect, Due> last;
  private StoredEntry<Optional<LimitEntry>, Due> kept =
      new StoredEntry<>(Optional.empty(), Optional.empty());

  @Test
  void unitsAreGrantedUpToTheLimit() {
    told(0, 1, 0, 0, 0, 1, 1, 1);
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER, 2, 2));
  }

  @Test
  void tasksThatAreNamedTogetherAreGrantedOneByOne() {
    tell(use(0, 1, List.of(new Next(1, 4, 3), new Next(2, 4, 2)), 0, 0, 0));
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER, 2, 2));
    // It has not read the grant yet.
    rule = LimitRule.atMost(5);
    version = 2;
    tell(use(0, 2, List.of(new Next(1, 4, 3), new Next(2, 4, 2)), 0, 0, 0));
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER, 4, 5));
  }

  @Test
  void unitsThatComeBackAreGrantedToTheNext() {
    told(0, 1, 0, 0, 0, 1, 1, 1);
    told(0, 2, 2, 2, 1, 1);
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER, 3, 3));
  }

  @Test
  void partitionsTakeTurns() {
    rule = LimitRule.atMost(1);
    told(0, 1, 0, 0, 0, 1);
    told(1, 1, 0, 0, 0, 1, 1);
    told(2, 1, 0, 0, 0, 1);
    assertThat(grants()).isEmpty();
    told(0, 2, 1, 1, 1, 1);
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 1, LEDGER, 1, 1));
    told(1, 2, 1, 1, 1, 1);
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 2, LEDGER, 1, 1));
    told(2, 2, 1, 1, 1, 1);
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER, 2, 2));
    told(0, 3, 2, 2, 2, 1);
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 1, LEDGER, 2, 2));
  }

  @Test
  void mostUrgentTaskGoesFirst() {
    rule = LimitRule.atMost(1);
    told(0, 1, 0, 0, 0, 1);
    told(1, 1, 0, 0, 0, 1);
    tell(use(2, 1, List.of(new Next(1, 9)), 0, 0, 0));
    // When
    told(0, 2, 1, 1, 1);
    // Then
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 2, LEDGER, 1, 1));
  }

  @Test
  void heavyTaskIsNotOvertakenByLightOnes() {
    rule = LimitRule.atMost(3);
    told(0, 1, 0, 0, 0, 2);
    told(1, 1, 0, 0, 0, 3);
    told(2, 1, 0, 0, 0, 1);
    assertThat(grants()).isEmpty();
    // When
    told(0, 2, 1, 2, 2);
    // Then
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 1, LEDGER, 1, 3));
  }

  @Test
  void taskThatWeighsMoreThanTheConcurrencyRunsAlone() {
    told(0, 1, 0, 0, 0, 1);
    told(1, 1, 0, 0, 0, 7);
    assertThat(grants()).isEmpty();
    // When
    told(0, 2, 1, 1, 1);
    // Then
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 1, LEDGER, 1, 7));
  }

  @Test
  void concurrencyOfZeroPauses() {
    rule = LimitRule.atMost(0);
    told(0, 1, 0, 0, 0, 1);
    assertThat(grants()).isEmpty();
    assertThat(machine.deadline(kept.entry()).orElseThrow().at())
        .as("only to show it")
        .isEqualTo(now.plusSeconds(1));
  }

  @Test
  void ruleOfAHigherVersionCountsAtOnce() {
    rule = LimitRule.atMost(0);
    told(0, 1, 0, 0, 0, 1);
    rule = LimitRule.atMost(1);
    version = 2;
    told(1, 1, 0, 0, 0, 1);
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER, 1, 1));
  }

  @Test
  void ruleOfALowerVersionIsIgnored() {
    rule = LimitRule.atMost(0);
    told(0, 1, 0, 0, 0, 1);
    rule = LimitRule.atMost(1);
    version = 0;
    told(1, 1, 0, 0, 0, 1);
    assertThat(grants()).isEmpty();
  }

  @Test
  void nothingIsLimitedWithoutARule() {
    rule = null;
    told(0, 1, 0, 0, 0, 1, 5, 100);
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER, 3, 106));
  }

  @Test
  void lowerConcurrencyGrantsNothingUntilEnoughCameBack() {
    told(0, 1, 0, 0, 0, 1, 1, 1);
    rule = LimitRule.atMost(1);
    version = 2;
    told(0, 2, 2, 2, 1, 1);
    assertThat(grants()).isEmpty();
    told(0, 3, 2, 2, 2, 1);
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER, 3, 3));
  }

  @Test
  void tasksGoOnAtTheRate() {
    rule = new LimitRule(null, new Rate(2, Duration.ofSeconds(1), 2));
    told(0, 1, 0, 0, 0, 1, 1, 1, 1);
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER, 2, 2));
    assertThat(machine.deadline(kept.entry()).orElseThrow().at()).isEqualTo(now.plusMillis(500));
    // When
    now = now.plusMillis(500);
    fire();
    // Then
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER, 3, 3));
  }

  @Test
  void unreadGrantIsNotRepeated() {
    rule = LimitRule.atMost(10);
    told(0, 1, 0, 0, 0, 1);
    // When another task has come, and the grant of the first is not read yet
    told(0, 2, 0, 0, 0, 1, 1);
    // Then
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER, 2, 2));
  }

  @Test
  void newLedgerMakesGrantsToTheOldOneVoid() {
    rule = LimitRule.atMost(1);
    told(0, 1, 0, 0, 0, 1);
    LimitUse fresh =
        new LimitUse(SCOPE, 0, LEDGER + 1, 1, rule, version, List.of(new Next(1, 4)), 1, 0, 0, 0);
    tell(fresh);
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER + 1, 1, 1));
  }

  @Test
  void useOfALimitIsShownAfterASecondAndForgottenInTheEnd() {
    told(0, 1, 0, 0, 0, 1, 1, 1);
    assertThat(shown()).isEmpty();
    now = now.plusSeconds(1);
    fire();
    LimitStatus status = new LimitStatus(SCOPE, rule, 2, 1);
    assertThat(shown()).containsExactly(new ShowLimit(status));
    // When
    told(0, 2, 2, 2, 2);
    // Then
    assertThat(shown()).containsExactly(new ForgetLimit(status));
    assertThat(kept.entry()).isEmpty();
  }

  @Test
  void limitThatIsUsedForAMomentIsNeverShown() {
    told(0, 1, 0, 0, 0, 1);
    told(0, 2, 1, 1, 1);
    assertThat(kept.entry()).isEmpty();
    assertThat(shown()).isEmpty();
  }

  @Test
  void limitIsKeptUntilItsTokensAreBack() {
    rule = new LimitRule(null, new Rate(1, Duration.ofMillis(300), 1));
    told(0, 1, 0, 0, 0, 1);
    told(0, 2, 1, 1, 1);
    assertThat(kept.entry()).isPresent();
    now = now.plusMillis(300);
    fire();
    assertThat(kept.entry()).isEmpty();
  }

  @Test
  void useOfNoUnitsCreatesNoEntry() {
    told(0, 1, 5, 5, 5);
    assertThat(last.isNothing()).isTrue();
  }

  @Test
  void partitionWithUnknownUseIsAnswered() {
    told(0, 7, 5, 5, 3);
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER, 5, 5));
    told(1, 1, 0, 0, 0, 1);
    assertThat(grants()).as("its units are in use").isEmpty();
  }

  @Test
  void grantThatIsNotReadIsToldAgain() {
    told(0, 1, 0, 0, 0, 1, 1, 1);
    LimitGrant grant = new LimitGrant(SCOPE, 0, LEDGER, 2, 2);
    // When it was lost, and more tasks come
    now = now.plus(KnownPartition.UNREAD).minusMillis(1);
    told(0, 2, 0, 0, 0, 1, 1, 1, 1);
    fire();
    assertThat(grants()).as("it may be on its way").isEmpty();
    now = now.plusMillis(1);
    fire();
    // Then
    assertThat(grants()).containsExactly(grant);
    now = now.plus(KnownPartition.UNREAD);
    fire();
    assertThat(grants()).as("that may be lost, too").containsExactly(grant);
    // When
    told(0, 3, 2, 2, 0, 1, 1);
    now = now.plus(KnownPartition.UNREAD);
    fire();
    // Then
    assertThat(grants()).isEmpty();
  }

  /// What it has told may be lost.
  @Test
  void partitionThatIsSilentIsAsked() {
    told(0, 1, 0, 0, 0, 1);
    told(0, 2, 1, 1, 0);
    now = now.plus(KnownPartition.SILENT).minusMillis(1);
    fire();
    assertThat(grants()).isEmpty();
    now = now.plusMillis(1);
    fire();
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER, 1, 1));
    // When it answers that it has no ledger
    tell(
        Ledger.answerWithout(
            grants().getFirst(), LEDGER, new KnownRule(Optional.of(rule), version)));
    // Then
    assertThat(kept.entry()).isEmpty();
  }

  @Test
  void partitionWithALowerNumberIsToldTheOneThatIsKnown() {
    told(0, 1, 0, 0, 0, 1);
    tell(new LimitUse(SCOPE, 0, LEDGER - 1, 1, rule, version, List.of(new Next(1, 4)), 1, 0, 0, 0));
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER, 1, 1));
  }

  @Test
  void silenceIsNotCountedFromATimeThatWasAhead() {
    now = now.plus(Duration.ofDays(2));
    told(0, 1, 0, 0, 0, 1);
    Instant armed = kept.armed().orElseThrow().at();
    // When the clock has gone back
    now = LimitWorld.START;
    step(new TimerFired(armed));
    // Then
    now = now.plus(KnownPartition.UNREAD);
    fire();
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER, 1, 1));
  }

  @Test
  void tokensRefillAfterTheClockWasAhead() {
    rule = new LimitRule(null, new Rate(1, Duration.ofSeconds(1), 1));
    now = now.plus(Duration.ofDays(2));
    told(0, 1, 0, 0, 0, 1, 1);
    Instant armed = kept.armed().orElseThrow().at();
    // When the clock has gone back, and all timers are looked at
    now = LimitWorld.START;
    assertThat(machine.mayBeTooLate(kept.entry(), armed)).isTrue();
    step(new TimerFired(armed));
    // Then
    assertThat(kept.armed().orElseThrow().at()).isEqualTo(now.plusSeconds(1));
    now = now.plusSeconds(1);
    fire();
    assertThat(grants()).containsExactly(new LimitGrant(SCOPE, 0, LEDGER, 2, 2));
  }

  /// `weights` are those of the first tasks in line.
  private void told(
      int partition, long told, long starts, long granted, long returned, int... weights) {
    List<Next> next = Arrays.stream(weights).mapToObj(one -> new Next(one, 4)).toList();
    tell(use(partition, told, next, starts, granted, returned));
  }

  private LimitUse use(
      int partition, long told, List<Next> next, long starts, long granted, long returned) {
    return new LimitUse(
        SCOPE,
        partition,
        LEDGER,
        told,
        rule,
        version,
        next,
        next.stream().mapToInt(Next::count).sum(),
        starts,
        granted,
        returned);
  }

  private void tell(LimitUse use) {
    step(new UseTold(use));
  }

  private void fire() {
    step(new TimerFired(kept.armed().orElseThrow().at()));
  }

  private void step(LimitInput input) {
    last = machine.step(kept, input, now, now);
    kept = last.after();
  }

  private List<LimitGrant> grants() {
    return last.effects().stream()
        .flatMap(one -> one instanceof TellPartition(var grant) ? Stream.of(grant) : Stream.of())
        .toList();
  }

  private List<LimitEffect> shown() {
    return last.effects().stream().filter(one -> !(one instanceof TellPartition)).toList();
  }
}
