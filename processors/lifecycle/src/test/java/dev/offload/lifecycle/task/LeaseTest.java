package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.machine.Arming;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private final Life life = Life.running();
  private final Run run = life.run(1, "r1");

  @Test
  void leaseCountsFromWhenItWasHeardOf() {
    // When
    life.report(run.claimed(life.now));
    // Then
    assertThat(life.entry.deadline())
        .isEqualTo(new Deadline<>(DeadlineKind.LEASE, life.now.plus(Fixtures.LEASE)));
  }

  @Test
  void attemptIsLostWhenItsLeaseEnds() {
    life.report(run.claimed(life.now));
    // When
    life.untilTimer();
    // Then
    assertThat(life.state()).isEqualTo(TaskState.RETRYING);
    assertThat(life.entry.current().number()).isEqualTo(2);
    assertThat(life.task().attempts())
        .singleElement()
        .satisfies(
            attempt -> {
              assertThat(attempt.outcome()).isEqualTo(Outcome.LOST);
              assertThat(attempt.error().code()).isEqualTo("lease-lost");
              assertThat(attempt.ended()).isEqualTo(life.now);
            });
  }

  @Test
  void lostAttemptIsRetriedAtOnce() {
    life.report(run.claimed(life.now));
    life.untilTimer();
    // Then
    assertThat(life.entry.deadline()).isEqualTo(new Deadline<>(DeadlineKind.DUE, life.now));
  }

  @Test
  void heartbeatRenewsTheLeaseWithoutTouchingItsTimer() {
    life.report(run.claimed(life.now));
    Deadline<DeadlineKind> armed = life.entry.armed();
    life.advance(Duration.ofSeconds(3));
    // When
    life.report(run.heartbeat(life.now));
    // Then
    assertThat(life.last.arming().equals(Arming.NONE)).isTrue();
    assertThat(life.entry.armed()).isEqualTo(armed);
    assertThat(life.entry.deadline().at()).isEqualTo(life.now.plus(Fixtures.LEASE));
  }

  @Test
  void timerOfARenewedLeaseLooksAgainLater() {
    life.report(run.claimed(life.now));
    life.advance(Duration.ofSeconds(3));
    life.report(run.heartbeat(life.now));
    // When
    life.untilTimer();
    // Then
    assertThat(life.state()).isEqualTo(TaskState.RUNNING);
    assertThat(life.entry.armed()).isEqualTo(life.entry.deadline());
  }

  @Test
  void leaseChangesNothingThatIsShown() {
    int before = life.shown.size();
    // When
    life.report(run.claimed(life.now));
    // Then
    assertThat(life.shown).hasSize(before);
  }

  @Test
  void oneFreshLeaseIsGrantedAfterAFailover() {
    life.report(run.claimed(life.now));
    life.listeningSince = life.now.plusSeconds(14);
    // When
    life.untilTimer();
    // Then
    assertThat(life.state()).isEqualTo(TaskState.RUNNING);
    assertThat(life.entry.deadline().at()).isEqualTo(life.listeningSince.plus(Fixtures.LEASE));
    // When
    life.untilTimer();
    // Then
    assertThat(life.state()).isEqualTo(TaskState.RETRYING);
  }

  @Test
  void leaseDoesNotEndWhileReportsOfItsTimeAreUnread() {
    life.report(run.claimed(life.now));
    Instant end = life.entry.deadline().at();
    Instant silentUntil = end.minus(Fixtures.LEASE.dividedBy(3));
    life.reportsHeardUntil = silentUntil.minusMillis(1);
    // When
    life.untilTimer();
    // Then
    assertThat(life.state()).isEqualTo(TaskState.RUNNING);
    assertThat(life.entry.deadline())
        .isEqualTo(new Deadline<>(DeadlineKind.LEASE, end.plus(Fixtures.LEASE.dividedBy(12))));
    // When
    life.reportsHeardUntil = silentUntil;
    life.untilTimer();
    // Then
    assertThat(life.state()).isEqualTo(TaskState.RETRYING);
  }

  @Test
  void unreadHeartbeatRenewsALeaseThatSeemedToHaveEnded() {
    life.report(run.claimed(life.now));
    life.reportsHeardUntil = life.now;
    life.untilTimer();
    // When
    life.report(run.heartbeat(life.now));
    // Then
    assertThat(life.entry.deadline())
        .isEqualTo(new Deadline<>(DeadlineKind.LEASE, life.now.plus(Fixtures.LEASE)));
  }

  @Test
  void lostLastAttemptFailsTheTask() {
    for (int attempt = 1; attempt <= 3; attempt++) {
      Run next = life.run(attempt, "run-" + attempt);
      life.report(next.started(life.now)).report(next.claimed(life.now)).untilTimer();
      if (attempt < 3) {
        life.untilTimer();
      }
    }
    assertThat(life.state()).isEqualTo(TaskState.FAILED);
    assertThat(life.task().error().code()).isEqualTo("lease-lost");
    assertThat(life.task().error().attempt()).isEqualTo(3);
  }

  @Test
  void heartbeatWithoutAClaimIsALeaseToo() {
    // When
    life.report(run.heartbeat(life.now));
    // Then
    assertThat(life.entry.deadline().kind()).isEqualTo(DeadlineKind.LEASE);
  }
}
