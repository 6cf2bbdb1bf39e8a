package dev.offload.ingest.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandOutsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final HandOuts handOuts = new HandOuts();

  @Test
  void handOutIsOpenUntilTheViewShowsIt() {
    TaskId first = TaskId.fresh(NOW);
    TaskId second = TaskId.fresh(NOW);
    handOuts.add("image", first, NOW);
    handOuts.add("image", second, NOW);
    assertThat(handOuts.open("image", NOW)).isEqualTo(2);

    handOuts.changed(List.of(task("image", first)));

    assertThat(handOuts.open("image", NOW)).isEqualTo(1);
  }

  @Test
  void handOutsOfOneQueueAreNotAnothers() {
    handOuts.add("image", TaskId.fresh(NOW), NOW);

    assertThat(handOuts.open("probe", NOW)).isZero();
  }

  @Test
  void handOutThatWasNotWrittenIsNotOpen() {
    TaskId task = TaskId.fresh(NOW);
    handOuts.add("image", task, NOW);

    handOuts.remove("image", task);

    assertThat(handOuts.open("image", NOW)).isZero();
  }

  @Test
  void handOutThatTheViewNeverShowsIsForgotten() {
    handOuts.add("image", TaskId.fresh(NOW), NOW);
    handOuts.add("image", TaskId.fresh(NOW), NOW.plusSeconds(10));

    assertThat(handOuts.open("image", NOW.plus(HandOuts.FORGOTTEN_AFTER))).isEqualTo(2);
    assertThat(handOuts.open("image", NOW.plus(HandOuts.FORGOTTEN_AFTER).plusMillis(1)))
        .isEqualTo(1);
  }

  @Test
  void taskOfAnotherReplicaChangesNothing() {
    handOuts.add("image", TaskId.fresh(NOW), NOW);

    handOuts.changed(List.of(task("image", TaskId.fresh(NOW))));

    assertThat(handOuts.open("image", NOW)).isEqualTo(1);
  }

  private static Task task(String queue, TaskId id) {
    return new Task(
        id,
        "acme",
        "image",
        queue,
        TaskState.QUEUED,
        1,
        Origin.CLIENT,
        null,
        NOW,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        List.of(),
        null,
        RetryPolicy.DEFAULT,
        List.of(),
        List.of(),
        null);
  }
}
