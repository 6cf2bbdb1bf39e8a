package dev.offload.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// An attempt at a report. Its files are in memory, and the test can read its progress.
final class ReportRig implements TaskContext, TaskFiles {
  private final ObjectNode input = Json.MAPPER.createObjectNode();
  private final Map<String, Info> infos = new HashMap<>();
  private final Map<String, byte[]> contents = new HashMap<>();
  private final List<Progress> progress = new CopyOnWriteArrayList<>();
  private volatile boolean cancelled;
  final List<Child> spawned = new ArrayList<>();

  /// The outcome of the children; null if there are none.
  Children ended;

  /// A report on no sources yet. `query` is null if it has an `ask`.
  static ReportRig report(String query) {
    ReportRig rig = new ReportRig();
    if (query != null) {
      rig.input.put("query", query);
    }
    rig.input.putArray("sources");
    rig.input.putArray("formats").add("csv");
    return rig;
  }

  /// A source whose file is named after it.
  ReportRig source(String name, String fileName, String contentType, String content) {
    return source(name, fileName, contentType, content.getBytes(StandardCharsets.UTF_8));
  }

  private ReportRig source(String name, String fileName, String contentType, byte[] bytes) {
    String id = "fil_source_" + name;
    keep(new Info(id, fileName, contentType, bytes.length), bytes);
    ((ArrayNode) input.path("sources")).addObject().put("name", name).put("file", id);
    return this;
  }

  /// A source that is a URL.
  ReportRig url(String name, String url) {
    ((ArrayNode) input.path("sources")).addObject().put("name", name).put("url", url);
    return this;
  }

  /// A file that a child has made.
  ReportRig file(String id, String fileName, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    keep(new Info(id, fileName, "text/csv", bytes.length), bytes);
    return this;
  }

  ReportRig csv(String name, String content) {
    return source(name, name + ".csv", "text/csv", content);
  }

  ReportRig csv(String name, byte[] content) {
    return source(name, name + ".csv", "text/csv", content);
  }

  /// Says how a source is to be read.
  ReportRig saying(String source, String member, String json) throws IOException {
    for (JsonNode each : input.path("sources")) {
      if (each.path("name").asText().equals(source)) {
        ((ObjectNode) each).set(member, Json.MAPPER.readTree(json));
      }
    }
    return this;
  }

  ReportRig formats(String... formats) {
    ArrayNode wanted = input.putArray("formats");
    List.of(formats).forEach(wanted::add);
    return this;
  }

  ReportRig with(String member, String json) throws IOException {
    input.set(member, Json.MAPPER.readTree(json));
    return this;
  }

  void cancel() {
    cancelled = true;
  }

  List<Progress> progress() {
    return progress;
  }

  byte[] bytes(String name) {
    return infos.values().stream()
        .filter(file -> file.name().equals(name))
        .map(file -> contents.get(file.id()))
        .findFirst()
        .orElseThrow();
  }

  String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  static JsonNode result(Outcome outcome) {
    return ((Outcome.Succeeded) outcome).result();
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
    throw new UnsupportedOperationException("reports are not checkpointed");
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
    return cancelled;
  }

  @Override
  public TaskFiles files() {
    return this;
  }

  @Override
  public Optional<Info> find(String fileId) {
    return Optional.ofNullable(infos.get(fileId));
  }

  @Override
  public InputStream open(String fileId) {
    return new ByteArrayInputStream(contents.get(fileId));
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
    String id = "fil_" + infos.size();
    keep(new Info(id, name, contentType, bytes.length), bytes);
    return OutputFile.of(id, name, contentType, bytes.length, "not counted here");
  }

  private void keep(Info info, byte[] bytes) {
    infos.put(info.id(), info);
    contents.put(info.id(), bytes);
  }

  @Override
  public Path workDirectory() {
    throw new UnsupportedOperationException("reports have directories of their own");
  }
}
