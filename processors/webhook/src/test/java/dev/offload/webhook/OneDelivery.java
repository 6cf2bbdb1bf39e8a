package dev.offload.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.Children;
import dev.offload.worker.Child;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The first attempt of a delivery, without a worker.
record OneDelivery(TaskId taskId, String tenant, JsonNode input) implements TaskContext {
  /// Of an event that says nothing.
  static OneDelivery to(Endpoint endpoint) {
    return new OneDelivery(
        TaskId.fresh(Instant.EPOCH),
        endpoint.tenant(),
        Json.MAPPER
            .createObjectNode()
            .put("endpoint", endpoint.id().toString())
            .set("event", Json.MAPPER.createObjectNode().put("type", "endpoint.test")));
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public <T> T input(Class<T> type) {
    try {
      return Json.MAPPER.treeToValue(input, type);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void progress(long done, long total, String note) {
    throw new UnsupportedOperationException("deliveries report no progress");
  }

  @Override
  public Optional<JsonNode> checkpoint() {
    return Optional.empty();
  }

  @Override
  public void checkpoint(JsonNode state) {
    throw new UnsupportedOperationException("deliveries leave no checkpoints");
  }

  @Override
  public void spawn(List<Child> children) {
    throw new UnsupportedOperationException("deliveries have no children");
  }

  @Override
  public Optional<Children> children() {
    return Optional.empty();
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public TaskFiles files() {
    throw new UnsupportedOperationException("deliveries use no files");
  }
}
