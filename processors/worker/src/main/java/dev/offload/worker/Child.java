package dev.offload.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.command.ParentTask;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.topic.Topics;

/// A piece of a task, which [TaskContext#spawn] submits as a separate task.
///
/// @param index the number of the child, from 0, which identifies it
/// @param spec what the child has to do
/// @param expires whether no attempt of it starts at or after the time at which the task expires.
///     Without, only the task's own start has to be in time
public record Child(int index, TaskSpec spec, boolean expires) {
  public Child {
    ParentTask.requireChildIndex(index);
    Require.present(spec, "spec");
    Require.that(Topics.isQueueName(spec.queue()), "queue", "be the name of a queue", spec.queue());
  }

  /// A child that is retried by the default policy.
  public Child(int index, String type, String queue, JsonNode input) {
    this(index, type, queue, input, RetryPolicy.DEFAULT);
  }

  /// A child that is retried by `retry`.
  public Child(int index, String type, String queue, JsonNode input, RetryPolicy retry) {
    this(index, TaskSpec.of(type, queue, input).retrying(retry), false);
  }

  /// The same child, which expires together with the task.
  public Child expiring() {
    return new Child(index, spec, true);
  }
}
