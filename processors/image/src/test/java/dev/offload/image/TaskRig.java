package dev.offload.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.Children;
import dev.offload.worker.Child;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An attempt with its files in memory, in a directory of the test. The test can read its
/// progress.
final class TaskRig implements TaskContext, TaskFiles {
  private final JsonNode input;
  private final Path directory;
  private final Map<String, byte[]> stored = new HashMap<>();
  private final List<Progress> progress = new ArrayList<>();
  final List<Child> spawned = new ArrayList<>();

  /// The outcome of the children; null if there are none.
  Children ended;

  private int cancelledAfter = Integer.MAX_VALUE;
  private int cancelledAtQuestion = Integer.MAX_VALUE;
  private int questions;

  private TaskRig(JsonNode input, Path directory) {
    this.input = input;
    this.directory = directory;
  }

  static TaskRig task(String input, Path directory) {
    try {
      return new TaskRig(Json.MAPPER.readTree(input), directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TaskRig file(String id, byte[] bytes) {
    stored.put(id, bytes);
    return this;
  }

  TaskRig cancelledAfter(int steps) {
    cancelledAfter = steps;
    return this;
  }

  /// The task is cancelled when the handler asks for the `question`th time.
  TaskRig cancelledAtQuestion(int question) {
    cancelledAtQuestion = question;
    return this;
  }

  /// What `handler` makes of it.
  Outcome.Succeeded succeeds(ImageHandler handler) throws Exception {
    Outcome outcome = handler.handle(this);
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    return (Outcome.Succeeded) outcome;
  }

  /// Why `handler` refuses it for good.
  Outcome.Failed failsForGood(ImageHandler handler) throws Exception {
    Outcome outcome = handler.handle(this);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    Outcome.Failed failed = (Outcome.Failed) outcome;
    assertThat(failed.isFinal()).isTrue();
    return failed;
  }

  byte[] bytes(String fileId) {
    return stored.get(fileId);
  }

  int fileCount() {
    return stored.size();
  }

  List<Progress> progress() {
    return progress;
  }

  @Override
  public TaskId taskId() {
    return TaskId.parse("tsk_0191f2a0-0000-7000-8000-000000000001");
  }

  @Override
  public String tenant() {
    return "acme";
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public JsonNode input() {
    return input;
  }

  @Override
  public <T> T input(Class<T> type) {
    return Json.MAPPER.convertValue(input, type);
  }

  @Override
  public void progress(long done, long total, String note) {
    progress.add(new Progress(done, total, note));
  }

  @Override
  public Optional<JsonNode> checkpoint() {
    return Optional.empty();
  }

  @Override
  public void checkpoint(JsonNode state) {
    throw new UnsupportedOperationException("pictures are not checkpointed");
  }

  @Override
  public void spawn(List<Child> children) {
    spawned.addAll(children);
  }

  @Override
  public Optional<Children> children() {
    return Optional.ofNullable(ended);
  }

  @Override
  public boolean isCancelled() {
    questions++;
    return progress.size() >= cancelledAfter || questions >= cancelledAtQuestion;
  }

  @Override
  public TaskFiles files() {
    return this;
  }

  @Override
  public Optional<Info> find(String fileId) {
    return Optional.ofNullable(stored.get(fileId))
        .map(bytes -> new Info(fileId, fileId, "application/octet-stream", bytes.length));
  }

  @Override
  public InputStream open(String fileId) {
    return new ByteArrayInputStream(stored.get(fileId));
  }

  @Override
  public OutputFile create(String name, String contentType, Path file) throws IOException {
    return create(name, contentType, Files.readAllBytes(file));
  }

  @Override
  public OutputFile create(String name, String contentType, InputStream content)
      throws IOException {
    return create(name, contentType, content.readAllBytes());
  }

  @Override
  public OutputFile create(String name, String contentType, byte[] bytes) {
    String id = "fil_" + stored.size();
    stored.put(id, bytes);
    return OutputFile.of(id, name, contentType, bytes.length, "not counted here");
  }

  @Override
  public Path workDirectory() throws IOException {
    return Files.createDirectories(directory);
  }
}
