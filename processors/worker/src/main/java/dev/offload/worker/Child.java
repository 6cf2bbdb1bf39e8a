package dev.offload.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.command.ParentTask;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.topic.Topics;

/// A piece of a task, submitted by [TaskContext#spawn] as a task of its own. `index` counts from 0
/// and identifies the child. `retry` says how often and when it is retried.
public record Child(int index, String type, String queue, JsonNode input, RetryPolicy retry) {
  public Child {
    ParentTask.requireChildIndex(index);
    Require.text(type, "type");
    Require.that(Topics.isQueueName(queue), "queue", "be the name of a queue", queue);
    Require.present(input, "input");
    Require.present(retry, "retry");
  }

  /// A child that is retried by the default policy.
  public Child(int index, String type, String queue, JsonNode input) {
    this(index, type, queue, input, RetryPolicy.DEFAULT);
  }
}
