package dev.offload.lifecycle.queue;

import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.WorkItem;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The two topics of a queue. They are cached, because creating them builds their readers and
/// writers.
public record KnownQueue(Topic<SubmitTask> direct, Topic<WorkItem> work) {
  private static final Map<String, KnownQueue> MET = new ConcurrentHashMap<>();

  /// Throws an [IllegalArgumentException] if `queue` can't be the name of a queue.
  public static KnownQueue of(String queue) {
    return MET.computeIfAbsent(
        queue, name -> new KnownQueue(Topics.direct(name), Topics.work(name)));
  }
}
