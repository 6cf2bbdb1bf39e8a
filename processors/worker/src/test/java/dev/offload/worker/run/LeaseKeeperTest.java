package dev.offload.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offload.schemas.work.Heartbeat;
import dev.offload.worker.Outcome;
import dev.offload.worker.metrics.WorkerMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseKeeperTest {
  private static final Duration LEASE = Duration.ofSeconds(12);
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);
  private static final Duration LOCK = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final CountDownLatch end = new CountDownLatch(1);
  private RunRig rig;
  private LeaseKeeper keeper;
  private Run run;

  @BeforeEach
  void runThatIsClaimed() {
    rig = RunRig.acknowledgingByHand(directory);
    keeper = new LeaseKeeper(new LeaseTerms(LEASE, HEARTBEAT), rig::nanoTime, rig.metrics);
    run =
        rig.start(
            _ -> {
              end.await();
              return Outcome.succeeded(null);
            });
    acknowledge();
    keeper.claim(run, rig.nanoTime() + LOCK.toNanos());
  }

  @AfterEach
  void close() {
    end.countDown();
    rig.close();
  }

  @Test
  void runIsSettledOnceKafkaHasItsClaim() {
    assertThat(run.settled()).isNotDone();

    acknowledge();

    assertThat(run.settled()).isCompleted();
  }

  @Test
  void claimedRunSendsHeartbeats() {
    acknowledge();
    keeper.tick();
    assertThat(rig.story()).endsWith("AttemptClaimed");

    for (int beat = 1; beat <= 10; beat++) {
      rig.advance(HEARTBEAT);
      keeper.tick();
      acknowledge();
      assertThat(rig.story()).hasSize(2 + beat).endsWith("Heartbeat");
    }

    assertThat(((Heartbeat) rig.events().getLast()).lease()).isEqualTo(LEASE);
    assertThat(run.left()).isNotDone();
  }

  @Test
  void leaseCountsFromTheMomentItsHeartbeatIsSent() {
    // Given
    acknowledge();
    rig.advance(HEARTBEAT);
    keeper.tick();
    rig.advance(LEASE.minus(HEARTBEAT).minusNanos(1));

    // When
    acknowledge();

    // Then
    rig.advance(HEARTBEAT);
    keeper.tick();
    assertThat(run.left()).isNotDone();
    rig.advance(Duration.ofNanos(1));
    keeper.tick();
    run.left().join();
    assertThat(rig.story()).doesNotContain("AttemptSucceeded");
  }

  @Test
  void runThatCannotExtendItsLeaseIsStopped() {
    // Given
    acknowledge();
    rig.advance(LEASE.minusNanos(1));
    keeper.tick();
    assertThat(run.left()).isNotDone();

    // When
    rig.producer.errorNext(new TimeoutException("no answer"));
    rig.advance(Duration.ofNanos(1));
    keeper.tick();

    // Then
    run.left().join();
    assertThat(rig.story()).containsExactly("AttemptStarted", "AttemptClaimed", "Heartbeat");
    assertThat(rig.meters.counter(WorkerMetrics.LOST_LEASES, "queue", "things").count()).isOne();
  }

  @Test
  void runThatCannotBeClaimedIsStoppedBeforeItsLockEnds() {
    // Given
    rig.advance(LOCK.minusNanos(1));
    keeper.tick();
    assertThat(run.left()).isNotDone();

    // When
    rig.advance(Duration.ofNanos(1));
    keeper.tick();

    // Then
    run.left().join();
    assertThat(run.settled()).isCompletedExceptionally();
    assertThat(rig.story())
        .startsWith("AttemptStarted", "AttemptClaimed")
        .doesNotContain("AttemptSucceeded");
  }

  @Test
  void endedRunSendsNoHeartbeats() {
    // Given
    acknowledge();
    end.countDown();
    run.left().join();

    // When
    rig.advance(HEARTBEAT);
    keeper.tick();

    // Then
    assertThat(rig.story()).containsExactly("AttemptStarted", "AttemptClaimed", "AttemptSucceeded");
  }

  @Test
  void leaseIsAtLeastTwoHeartbeats() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LeaseTerms(Duration.ofSeconds(5), HEARTBEAT))
        .withMessage("lease must be at least twice the heartbeat of PT3S, was PT5S");
  }

  private void acknowledge() {
    assertThat(rig.producer.completeNext()).isTrue();
  }
}
