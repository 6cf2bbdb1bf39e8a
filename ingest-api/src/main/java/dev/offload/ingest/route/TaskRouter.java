package dev.offload.ingest.route;

import dev.offload.ingest.kafka.NotWritten;
import dev.offload.ingest.kafka.RecordWriter;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Has the [Route] of a task chosen, and sends it on its way.
@ApplicationScoped
public class TaskRouter {

  private final QueueOutlook outlook;
  private final HandOuts handOuts;
  private final RecordWriter writer;
  private final MeterRegistry meters;
  private final Map<String, Topic<SubmitTask>> directTopics = new ConcurrentHashMap<>();

  TaskRouter(QueueOutlook outlook, HandOuts handOuts, RecordWriter writer, MeterRegistry meters) {
    this.outlook = outlook;
    this.handOuts = handOuts;
    this.writer = writer;
    this.meters = meters;
  }

  /// Writes `task` where it has to go. Returns once Kafka has acknowledged it.
  ///
  /// @throws NotWritten if Kafka did not
  public void send(SubmitTask task, Instant now) {
    switch (Route.choose(outlook.facts(task, now))) {
      case Route.Direct _ -> {
        sendDirect(task, now);
        count("direct", "none");
      }
      case Route.Commands(Route.Reason reason) -> {
        writer.write(Topics.COMMANDS, task.taskId().toString(), task);
        count("commands", reason.name().toLowerCase(Locale.ROOT));
      }
    }
  }

  private void sendDirect(SubmitTask task, Instant now) {
    Topic<SubmitTask> topic = directTopics.computeIfAbsent(task.queue(), Topics::direct);
    handOuts.add(task.queue(), task.taskId(), now);
    try {
      writer.write(topic, task.taskId().toString(), task);
    } catch (NotWritten e) {
      handOuts.remove(task.queue(), task.taskId());
      throw e;
    }
  }

  private void count(String route, String reason) {
    meters.counter("offload.tasks.accepted", "route", route, "reason", reason).increment();
  }
}
