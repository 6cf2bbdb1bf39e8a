package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Debounce;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is handed out of submissions with the same debounce key.
class DebounceTest {
  private static final Debounce TWO_SECONDS =
      new Debounce("preview", Duration.ofSeconds(2), Duration.ofSeconds(5));

  private final LifecycleRig rig = new LifecycleRig();
  private final StandInWorkers workers = new StandInWorkers(rig);
  private final Map<Object, Task> shown = new HashMap<>();

  @AfterEach
  void close() {
    assertThat(rig.parked()).isEmpty();
    rig.close();
  }

  @Test
  void onlyTheLastOneRuns() {
    SubmitTask first = submit("acme");
    rig.advance(Duration.ofSeconds(1));
    SubmitTask last = submit("acme");
    rig.advance(Duration.ofMillis(1_500));
    assertThat(workers.handedOut()).isEmpty();

    rig.advance(Duration.ofMillis(600));

    assertThat(workers.handedOut()).containsExactly(last.taskId());
    assertThat(shown(first).state()).isEqualTo(TaskState.CANCELLED);
    assertThat(shown(first).error().code()).isEqualTo("replaced");
    assertThat(shown(first).error().message()).contains(last.taskId().toString());
    assertThat(shown(last).state()).isEqualTo(TaskState.QUEUED);
    assertThat(workers.endAll()).isEmpty();
  }

  @Test
  void itShowsUntilWhenItWaits() {
    SubmitTask task = submit("acme");

    assertThat(shown(task).state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(shown(task).waitingFor())
        .isEqualTo(new WaitingFor.Debounce(rig.now().plusSeconds(2)));
    assertThat(shown(task)).isEqualTo(task.begunAt(rig.now()));
  }

  @Test
  void itRunsAfterTheLongestTimeThoughOthersGoOnComing() {
    for (int second = 0; second < 5; second++) {
      submit("acme");
      rig.advance(Duration.ofSeconds(1));
    }

    assertThat(workers.handedOut()).hasSize(1);
  }

  @Test
  void tenantsHaveKeysOfTheirOwn() {
    SubmitTask one = submit("acme");
    SubmitTask other = submit("globex");

    rig.advance(Duration.ofSeconds(3));

    assertThat(workers.handedOut()).containsExactlyInAnyOrder(one.taskId(), other.taskId());
  }

  @Test
  void taskThatWasCancelledIsReplacedByNobody() {
    submit("acme");
    SubmitTask last = submit("acme");
    rig.command(new CancelTask(last.taskId(), "acme", rig.now()));

    rig.advance(Duration.ofSeconds(3));

    assertThat(workers.handedOut()).isEmpty();
    assertThat(shown(last).state()).isEqualTo(TaskState.CANCELLED);
    assertThat(shown(last).error()).isNull();
  }

  @Test
  void itExpiresWhileItWaits() {
    SubmitTask task =
        Fixtures.expiring(
            Fixtures.debounced(Fixtures.task(rig.now()), TWO_SECONDS), rig.now().plusSeconds(1));
    rig.submit(task);

    rig.advance(Duration.ofSeconds(3));

    assertThat(workers.handedOut()).isEmpty();
    assertThat(shown(task).state()).isEqualTo(TaskState.EXPIRED);
  }

  @Test
  void replacedTaskCanBeReplayedAndRunsAtOnce() {
    SubmitTask first = submit("acme");
    SubmitTask last = submit("acme");
    rig.advance(Duration.ofSeconds(3));
    assertThat(workers.handedOut()).containsExactly(last.taskId());

    rig.command(new RetryTask(first.taskId(), "acme", shown(first).version(), null, null));

    assertThat(workers.handedOut()).containsExactly(first.taskId());
  }

  @Test
  void anOlderOneThatComesLateDoesNotRunAfterTheLast() {
    SubmitTask late = Fixtures.debounced(Fixtures.task(rig.now()), TWO_SECONDS);
    rig.advance(Duration.ofMillis(1));
    SubmitTask last = submit("acme");
    rig.advance(Duration.ofSeconds(3));
    assertThat(workers.handedOut()).containsExactly(last.taskId());

    rig.submit(late);
    rig.advance(Duration.ofSeconds(3));

    assertThat(workers.handedOut()).isEmpty();
    assertThat(shown(late).error().code()).isEqualTo("replaced");
  }

  @Test
  void taskMadeAfterASeriesRunsThoughTheClockOfTheLastOneWasAhead() {
    SubmitTask ahead = Fixtures.debounced(Fixtures.task(rig.now().plusSeconds(10)), TWO_SECONDS);
    rig.submit(ahead);
    rig.advance(Duration.ofSeconds(3));
    assertThat(workers.handedOut()).containsExactly(ahead.taskId());

    SubmitTask newer = submit("acme");
    rig.advance(Duration.ofSeconds(3));

    assertThat(workers.handedOut()).containsExactly(newer.taskId());
  }

  private SubmitTask submit(String tenant) {
    rig.advance(Duration.ofMillis(1));
    SubmitTask task =
        Fixtures.ofTenant(Fixtures.debounced(Fixtures.task(rig.now()), TWO_SECONDS), tenant);
    rig.submit(task);
    return task;
  }

  private Task shown(SubmitTask task) {
    rig.snapshots().forEach(version -> shown.put(version.id(), version));
    return shown.get(task.taskId());
  }
}
