package dev.offload.email;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.ParentTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.Children;
import dev.offload.worker.Child;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskFiles;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A task whose attempts a test runs one after the other. Its checkpoint, children and files
/// stay in memory between them.
final class TaskRig implements TaskContext, TaskFiles {
  static final TaskId ID = TaskId.parse("tsk_0191f2a0-0000-7000-8000-000000000001");
  private static final String TENANT = "acme";

  private final TaskId id;
  private final JsonNode input;
  private final Map<String, byte[]> stored = new HashMap<>();
  final List<Child> spawned = new ArrayList<>();
  final List<JsonNode> checkpoints = new ArrayList<>();
  final List<Progress> progress = new ArrayList<>();
  int attempt = 1;
  Children children;
  int cancelledAfterCheckpoints = Integer.MAX_VALUE;

  private TaskRig(TaskId id, JsonNode input) {
    this.id = id;
    this.input = input;
  }

  TaskRig(JsonNode input) {
    this(ID, input);
  }

  /// A task that this one has spawned.
  static TaskRig of(Child child) {
    return new TaskRig(
        new ParentTask(ID, TENANT, null).childId(child.index()), child.spec().input());
  }

  static TaskRig of(String input) {
    try {
      return new TaskRig(Json.MAPPER.readTree(input.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  TaskRig file(String id, String content) {
    return file(id, content.getBytes(StandardCharsets.UTF_8));
  }

  TaskRig file(String id, byte[] content) {
    stored.put(id, content);
    return this;
  }

  @Override
  public TaskId taskId() {
    return id;
  }

  @Override
  public String tenant() {
    return TENANT;
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
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  @Override
  public void progress(long done, long total, String note) {
    progress.add(new Progress(done, total, note));
  }

  @Override
  public Optional<JsonNode> checkpoint() {
    return checkpoints.isEmpty() ? Optional.empty() : Optional.of(checkpoints.getLast());
  }

  @Override
  public void checkpoint(JsonNode state) {
    checkpoints.add(state);
  }

  @Override
  public void spawn(List<Child> children) {
    spawned.addAll(children);
  }

  @Override
  public Optional<Children> children() {
    return Optional.ofNullable(children);
  }

  @Override
  public boolean isCancelled() {
    return checkpoints.size() >= cancelledAfterCheckpoints;
  }

  @Override
  public TaskFiles files() {
    return this;
  }

  @Override
  public Optional<Info> find(String fileId) {
    return Optional.ofNullable(stored.get(fileId))
        .map(bytes -> new Info(fileId, fileId, "text/csv", bytes.length));
  }

  @Override
  public InputStream open(String fileId) {
    return new ByteArrayInputStream(stored.get(fileId));
  }

  @Override
  public OutputFile create(String name, String contentType, Path file) {
    throw new UnsupportedOperationException("mailings make no files");
  }

  @Override
  public OutputFile create(String name, String contentType, InputStream content) {
    throw new UnsupportedOperationException("mailings make no files");
  }

  @Override
  public OutputFile create(String name, String contentType, byte[] bytes) {
    throw new UnsupportedOperationException("mailings make no files");
  }

  @Override
  public Path workDirectory() {
    throw new UnsupportedOperationException("mailings make no files");
  }
}
