package dev.offload.ingest.types;

import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The task types that clients may submit.
@ApplicationScoped
public class TaskTypes {

  /// @param schema the schema of inputs
  /// @param retry the policy that a task's own policy overrides
  public record TaskType(String name, String queue, InputSchema schema, RetryPolicy retry) {}

  private final Map<String, TaskType> types = new TreeMap<>();

  TaskTypes(TaskTypesConfig config) {
    config
        .types()
        .forEach(
            (name, type) -> {
              String queue = type.queue().orElse(name);
              if (!Topics.isQueueName(queue)) {
                throw new IllegalArgumentException(
                    "offload.types.%s.queue must be lower-case letters, digits and inner dashes, was %s"
                        .formatted(name, queue));
              }
              String schema = type.schema().orElse("dev/offload/" + name + "/input.schema.json");
              types.put(
                  name,
                  new TaskType(
                      name, queue, InputSchema.load(name, schema), policy(name, type.retry())));
            });
  }

  private static RetryPolicy policy(String type, TaskTypesConfig.Retry retry) {
    try {
      return retry.policy();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "offload.types.%s.retry: %s".formatted(type, e.getMessage()), e);
    }
  }

  public Optional<TaskType> find(String name) {
    return Optional.ofNullable(types.get(name));
  }

  public Set<String> names() {
    return Collections.unmodifiableSet(types.keySet());
  }

  /// The queues of all types.
  public List<String> queues() {
    return types.values().stream().map(TaskType::queue).distinct().toList();
  }
}
