package dev.offload.ingest.route;

import dev.offload.kafka.write.BoundedWriter;
import dev.offload.kafka.write.NotWritten;
import dev.offload.kafka.write.Writing;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Chooses the [Route] of a task and sends the task.
@ApplicationScoped
public class TaskRouter {

  private final QueueOutlook outlook;
  private final DirectTasks direct;
  private final BoundedWriter writer;
  private final MeterRegistry meters;
  private final Map<String, Topic<SubmitTask>> directTopics = new ConcurrentHashMap<>();

  TaskRouter(QueueOutlook outlook, DirectTasks direct, BoundedWriter writer, MeterRegistry meters) {
    this.outlook = outlook;
    this.direct = direct;
    this.writer = writer;
    this.meters = meters;
  }

  /// Sends `task` by its route.
  ///
  /// @throws NotWritten if it was not even sent
  public Writing begin(SubmitTask task, Instant now) {
    return switch (Route.choose(outlook.facts(task, now))) {
      case Route.Direct _ -> beginDirect(task, now);
      case Route.Commands(Route.Reason reason) ->
          counted(writer.begin(Topics.COMMANDS, task.taskId().toString(), task), reason);
    };
  }

  /// Sends `task`, one of many, to the lifecycle when there is room for it.
  ///
  /// @throws NotWritten if it was not even sent
  public Writing beginInBatch(SubmitTask task) throws InterruptedException {
    return task.spec().terms().group() == null
        ? beginInBatch(Topics.BATCHES, task)
        : beginRelatedInBatch(task);
  }

  /// The same for a task that others ask or count. Their commands must not overtake it, as they
  /// could if it stood in another topic.
  ///
  /// @throws NotWritten if it was not even sent
  public Writing beginRelatedInBatch(SubmitTask task) throws InterruptedException {
    return beginInBatch(Topics.COMMANDS, task);
  }

  private Writing beginInBatch(Topic<? super SubmitTask> topic, SubmitTask task)
      throws InterruptedException {
    return counted(
        writer.beginInBatch(topic, task.taskId().toString(), task), Route.Reason.ONE_OF_MANY);
  }

  private Writing beginDirect(SubmitTask task, Instant now) {
    Topic<SubmitTask> topic = directTopics.computeIfAbsent(task.queue(), Topics::direct);
    direct.add(task.queue(), task.tenant(), task.taskId(), now);
    Runnable remove = () -> direct.remove(task.queue(), task.taskId());
    try {
      Writing writing = writer.begin(topic, task.taskId().toString(), task);
      writing.whenOver(() -> count("direct", "none"), remove);
      return writing;
    } catch (NotWritten e) {
      remove.run();
      throw e;
    }
  }

  private Writing counted(Writing writing, Route.Reason reason) {
    writing.whenOver(() -> count("commands", reason.name().toLowerCase(Locale.ROOT)), () -> {});
    return writing;
  }

  private void count(String route, String reason) {
    meters.counter("offload.tasks.accepted", "route", route, "reason", reason).increment();
  }
}
