package dev.offload.ingest.gallery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.kafka.read.WholeTopicReader;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import dev.offload.testkit.KafkaForTests;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Stands where the lifecycle and the image workers would, for the tasks of one tenant: they wait
/// until a test says how the pictures look that they read. Dropped tasks are gone.
final class PictureWorkers implements AutoCloseable {
  private final String tenant;
  private final LogWriter log = LogWriter.open();
  private final Map<TaskId, Task> tasks = new HashMap<>();
  private final Map<String, UnaryOperator<TestTasks>> ends = new HashMap<>();
  private final WholeTopicReader<Command> commands =
      new WholeTopicReader<>(
              KafkaForTests.connection(), Topics.COMMANDS, (records, _) -> take(records))
          .start();

  PictureWorkers(String tenant) {
    this.tenant = tenant;
  }

  /// From now on, a picture shows so many faces, each with this number as all of its descriptor.
  synchronized void see(String file, int faces, double number) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ArrayNode found = result.putArray("faces");
    for (int i = 0; i < faces; i++) {
      ArrayNode descriptor = found.addObject().put("score", 0.9).putArray("descriptor");
      Collections.nCopies(128, number).forEach(descriptor::add);
    }
    end(file, task -> task.state(TaskState.SUCCEEDED).result(result));
  }

  /// From now on, tasks that read a picture end so.
  synchronized void end(String file, UnaryOperator<TestTasks> end) {
    ends.put(file, end);
    List.copyOf(tasks.values()).forEach(this::endIfKnown);
  }

  /// The tasks that are not dropped.
  synchronized List<TaskId> tasks() {
    return List.copyOf(tasks.keySet());
  }

  private synchronized void take(List<ConsumerRecord<String, Command>> records) {
    for (ConsumerRecord<String, Command> record : records) {
      if (record.value().tenant().equals(tenant)) {
        take(record.value());
      }
    }
  }

  private void take(Command command) {
    switch (command) {
      case SubmitTask submit when !tasks.containsKey(submit.taskId()) -> {
        Task task = submit.begunAt(submit.timing().createdAt());
        keep(new TestTasks(task));
        endIfKnown(task);
      }
      case CancelTask cancel when isWaiting(cancel.taskId()) ->
          keep(TestTasks.next(tasks.get(cancel.taskId())).state(TaskState.CANCELLED));
      case DropTask drop -> {
        Task task = tasks.get(drop.taskId());
        if (task != null && task.version() == drop.version()) {
          tasks.remove(drop.taskId());
          log.remove(drop.taskId());
        }
      }
      default -> {
        // Nothing that these workers care for.
      }
    }
  }

  private boolean isWaiting(TaskId id) {
    return tasks.containsKey(id) && !tasks.get(id).state().hasEnded();
  }

  private void endIfKnown(Task task) {
    task.needs().stream()
        .filter(file -> ends.containsKey(file) && !task.state().hasEnded())
        .forEach(file -> keep(ends.get(file).apply(TestTasks.next(task))));
  }

  private void keep(TestTasks task) {
    tasks.put(task.task().id(), log.write(task));
  }

  @Override
  public void close() {
    commands.close();
    log.close();
  }
}
