package dev.offload.ingest.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectTasksTest {

  private static final String TENANT = "acme";
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final DirectTasks direct = new DirectTasks();

  @Test
  void directTaskIsOpenUntilTheViewShowsIt() {
    TaskId first = TaskId.fresh(NOW);
    TaskId second = TaskId.fresh(NOW);
    direct.add("image", TENANT, first, NOW);
    direct.add("image", TENANT, second, NOW);
    assertThat(direct.open("image", NOW)).isEqualTo(2);

    direct.changed(List.of(task("image", first)));

    assertThat(direct.open("image", NOW)).isEqualTo(1);
  }

  @Test
  void directTasksOfOneQueueAreNotAnothers() {
    direct.add("image", TENANT, TaskId.fresh(NOW), NOW);

    assertThat(direct.open("probe", NOW)).isZero();
  }

  @Test
  void tasksOfEachTenantAreCountedToo() {
    TaskId first = TaskId.fresh(NOW);
    direct.add("image", TENANT, first, NOW);
    direct.add("image", "globex", TaskId.fresh(NOW), NOW);
    direct.add("image", TENANT, TaskId.fresh(NOW), NOW.plusSeconds(10));

    assertThat(direct.open("image", TENANT)).isEqualTo(2);
    assertThat(direct.open("image", "globex")).isEqualTo(1);
    assertThat(direct.open("image", "initech")).isZero();

    direct.remove("image", first);
    direct.remove("image", first);
    assertThat(direct.open("image", TENANT)).isEqualTo(1);

    assertThat(direct.open("image", NOW.plus(DirectTasks.FORGOTTEN_AFTER).plusMillis(1)))
        .isEqualTo(1);
    assertThat(direct.open("image", "globex")).isZero();
  }

  @Test
  void taskThatWasNotWrittenIsNotOpen() {
    TaskId task = TaskId.fresh(NOW);
    direct.add("image", TENANT, task, NOW);

    direct.remove("image", task);

    assertThat(direct.open("image", NOW)).isZero();
  }

  @Test
  void taskThatTheViewNeverShowsIsForgotten() {
    direct.add("image", TENANT, TaskId.fresh(NOW), NOW);
    direct.add("image", TENANT, TaskId.fresh(NOW), NOW.plusSeconds(10));

    assertThat(direct.open("image", NOW.plus(DirectTasks.FORGOTTEN_AFTER))).isEqualTo(2);
    assertThat(direct.open("image", NOW.plus(DirectTasks.FORGOTTEN_AFTER).plusMillis(1)))
        .isEqualTo(1);
  }

  @Test
  void taskOfAnotherReplicaChangesNothing() {
    direct.add("image", TENANT, TaskId.fresh(NOW), NOW);

    direct.changed(List.of(task("image", TaskId.fresh(NOW))));

    assertThat(direct.open("image", NOW)).isEqualTo(1);
  }

  private static Task task(String queue, TaskId id) {
    return TestTasks.queued(0).id(id).queue(queue).task();
  }
}
