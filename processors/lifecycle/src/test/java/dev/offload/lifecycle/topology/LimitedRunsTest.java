package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfTenant;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which runs count under a limit, and which do not although a worker may still be at them.
class LimitedRunsTest {
  private static final LimitScope TENANT = new OfTenant(Fixtures.TENANT);
  private static final Duration A_WHILE = Duration.ofMillis(1_100);

  private final LifecycleRig rig = new LifecycleRig();
  private final List<Task> shown = new ArrayList<>();
  private TaskId first;
  private TaskId second;

  @BeforeEach
  void twoTasksOfWhichOneMayRun() {
    rig.rules.put(TENANT, LimitRule.atMost(1));
    first = submit();
    second = submit();
    assertThat(handedOut()).containsExactly(first);
  }

  @AfterEach
  void close() {
    assertThat(rig.parked()).isEmpty();
    rig.close();
  }

  @Test
  void attemptThatTwoWorkersHaveCountsOnce() {
    rig.report(run("one").started(rig.now()));
    rig.report(run("other").started(rig.now()));
    rig.advance(A_WHILE);

    assertThat(used()).isEqualTo(1);
    assertThat(handedOut()).isEmpty();
    assertThat(attempts())
        .extracting(Attempt::outcome)
        .as("the first one counts no more")
        .containsExactly(Outcome.LOST, null);

    rig.report(run("one").succeeded(rig.now()));
    assertThat(handedOut()).as("a success counts, whoever tells it").containsExactly(second);
    rig.report(run("other").heartbeat(rig.now()));
    rig.advance(A_WHILE);
    assertThat(used()).as("the other run may go on, and has no unit").isEqualTo(1);
  }

  @Test
  void runsOfAnAttemptThatIsGivenUpHaveNoUnitsAndAreNotShown() {
    rig.report(run("silent").started(rig.now()));
    rig.report(run("silent").claimed(rig.now()));
    rig.heard.reports(Instant.MAX);
    rig.advance(Duration.ofMinutes(2));
    rig.tick();
    assertThat(handedOut()).containsExactly(second);

    rig.report(run("silent").heartbeat(rig.now()));
    rig.report(run("late").started(rig.now()));
    rig.advance(A_WHILE);

    assertThat(used()).isEqualTo(1);
    assertThat(attempts()).extracting(Attempt::outcome).containsExactly(Outcome.LOST);
  }

  private Run run(String id) {
    return new Run(first, 1, id);
  }

  private TaskId submit() {
    rig.advance(Duration.ofMillis(1));
    SubmitTask task = Fixtures.task(rig.now());
    rig.submit(task);
    return task.taskId();
  }

  private List<TaskId> handedOut() {
    return rig.work(Fixtures.QUEUE).stream().map(WorkItem::taskId).toList();
  }

  private long used() {
    return rig.limitStatuses().getLast().used();
  }

  private List<Attempt> attempts() {
    shown.addAll(rig.snapshots());
    return shown.stream().filter(task -> task.id().equals(first)).toList().getLast().attempts();
  }
}
