package dev.offload.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.Children;
import dev.offload.worker.Child;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An attempt without a worker. It keeps the progress that it is told.
final class OneAttempt implements TaskContext {
  final List<Long> progress = new ArrayList<>();
  private final TaskId id = TaskId.fresh(Instant.EPOCH);
  private final JsonNode input;
  private final int attempt;
  private volatile boolean cancelled;
  private JsonNode checkpoint;

  OneAttempt(String input, int attempt) throws IOException {
    this.input = Json.MAPPER.readTree(input);
    this.attempt = attempt;
  }

  void cancel() {
    cancelled = true;
  }

  @Override
  public TaskId taskId() {
    return id;
  }

  @Override
  public String tenant() {
    return "default";
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public JsonNode input() {
    return input;
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
    progress.add(done);
  }

  @Override
  public Optional<JsonNode> checkpoint() {
    return Optional.ofNullable(checkpoint);
  }

  @Override
  public void checkpoint(JsonNode state) {
    checkpoint = state;
  }

  @Override
  public void spawn(List<Child> children) {
    throw new UnsupportedOperationException("probes have no children");
  }

  @Override
  public Optional<Children> children() {
    return Optional.empty();
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public TaskFiles files() {
    throw new UnsupportedOperationException("probes use no files");
  }
}
