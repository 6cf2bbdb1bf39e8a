package dev.offload.ingest.view;

import dev.offload.ingest.kafka.TopicTable;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import io.quarkus.arc.DefaultBean;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// A task view in memory, where there is no better one.
@DefaultBean
@ApplicationScoped
class TopicTableView implements TaskView {

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final TopicTable<Task> tasks;
  private final InstantSource clock;

  TopicTableView(
      @Identifier("default-kafka-broker") Map<String, Object> kafka, InstantSource clock) {
    this.tasks = TopicTable.read(kafka, Topics.TASKS, Optional::of);
    this.clock = clock;
  }

  @Override
  public Optional<Task> find(String tenant, TaskId id) {
    return tasks.get(id.toString()).filter(task -> task.tenant().equals(tenant));
  }

  @Override
  public Optional<Task> await(String tenant, TaskId id, Instant deadline)
      throws InterruptedException {
    Optional<Task> found = find(tenant, id);
    while (found.isEmpty() && clock.instant().isBefore(deadline)) {
      Thread.sleep(PAUSE);
      found = find(tenant, id);
    }
    return found;
  }

  @Override
  public int waiting(String queue) {
    return (int)
        tasks.values().stream()
            .filter(task -> task.queue().equals(queue) && task.state() == TaskState.QUEUED)
            .count();
  }

  @Override
  public boolean isCaughtUp() {
    return tasks.isCaughtUp();
  }
}
