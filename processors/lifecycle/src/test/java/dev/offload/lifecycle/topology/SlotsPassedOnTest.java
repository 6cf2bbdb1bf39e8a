package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tasks whose turn has come and that a limit holds back: they leave their slots to others.
class SlotsPassedOnTest {
  private static final LimitScope KEY = new OfKey("acme", "relay");

  private final LifecycleRig rig = new LifecycleRig();
  private final StandInWorkers workers = new StandInWorkers(rig);

  @AfterEach
  void close() {
    assertThat(rig.parked()).isEmpty();
    rig.close();
  }

  @Test
  void tasksOfALimitThatWasClosedLeaveTheirSlotToTheNext() {
    rig.rules.put(KEY, LimitRule.atMost(1_000));
    TaskId other = backlog(100);

    closeUnderABacklog(KEY);
    workers.endOne();

    assertThat(workers.handedOut()).containsExactly(other);
  }

  @Test
  void tasksOfANewLimitLeaveTheirSlotToTheNext() {
    TaskId other = backlog(100);

    closeUnderABacklog(KEY);
    workers.endOne();

    assertThat(workers.handedOut()).containsExactly(other);
  }

  @Test
  void moreThanHaveTheirTurnAtOncePassAtTheNextLook() {
    TaskId other = backlog(300);
    closeUnderABacklog(KEY);

    workers.endOne();
    assertThat(workers.handedOut()).isEmpty();
    rig.tick();

    assertThat(workers.handedOut()).containsExactly(other);
  }

  /// A turn counts for its tenant, whether the task is handed out or goes on to a limit.
  @Test
  void otherTenantsAreNotHeldUpWhileManyPass() {
    var _ = backlog(500);
    TaskId other = submit(Fixtures.ofTenant(Fixtures.task(rig.now()), "globex"));

    closeUnderABacklog(KEY);
    workers.endOne();

    assertThat(workers.handedOut()).containsExactly(other);
  }

  /// One task runs in the only slot. Behind it are so many of the key, and one without a key, which
  /// is returned.
  private TaskId backlog(int ofKey) {
    rig.slots = 1;
    submit(Fixtures.task(rig.now()));
    for (int task = 0; task < ofKey; task++) {
      submit(Fixtures.ofKey(Fixtures.task(rig.now()), "relay"));
    }
    TaskId other = submit(Fixtures.task(rig.now()));
    assertThat(workers.handedOut()).hasSize(1);
    return other;
  }

  /// Under a backlog of records the limit's coordinator is not told, so no record comes that
  /// makes the partition look at its lines again. The last look is just over.
  private void closeUnderABacklog(LimitScope limit) {
    rig.advance(Duration.ofMillis(250));
    rig.rules.put(limit, LimitRule.atMost(0));
    rig.backlog.polled(2, false);
  }

  private TaskId submit(SubmitTask task) {
    rig.advance(Duration.ofMillis(1));
    rig.submit(task);
    return task.taskId();
  }
}
