package dev.offload.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.Children;

/// A piece of a task that is a task of its own: what [TaskContext#spawn] submits. `index` counts
/// from 0 and names it.
public record Child(int index, String type, String queue, JsonNode input) {
  public Child {
    Children.requireIndex(index);
    Require.text(type, "type");
    Require.that(Topics.isQueueName(queue), "queue", "be the name of a queue", queue);
    Require.present(input, "input");
  }
}
