package dev.offload.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.fetch.SourceFetch;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.schemas.work.Children;
import dev.offload.worker.Child;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A task that fetches a source, with its files in memory.
final class FetchRig implements TaskContext, TaskFiles {
  static final long MOST = 1_000_000;

  final List<OutputFile> made = new ArrayList<>();
  final List<byte[]> contents = new ArrayList<>();
  volatile boolean isCancelled;
  private final JsonNode input;
  private IOException fault;

  private FetchRig(JsonNode input) {
    this.input = input;
  }

  static FetchRig of(String url) {
    return of(url, MOST);
  }

  static FetchRig of(String url, long maxBytes) {
    return new FetchRig(new SourceFetch(OutsideUrl.of(url), maxBytes).input());
  }

  static FetchRig ofInput(JsonNode input) {
    return new FetchRig(input);
  }

  /// The store fails like this, after it has read everything.
  FetchRig whoseStoreFails(IOException failure) {
    fault = failure;
    return this;
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
    throw new UnsupportedOperationException("nobody watches");
  }

  @Override
  public Optional<JsonNode> checkpoint() {
    return Optional.empty();
  }

  @Override
  public void checkpoint(JsonNode state) {
    throw new UnsupportedOperationException("fetches are not checkpointed");
  }

  @Override
  public void spawn(List<Child> children) {
    throw new UnsupportedOperationException("fetches have no children");
  }

  @Override
  public Optional<Children> children() {
    return Optional.empty();
  }

  @Override
  public boolean isCancelled() {
    return isCancelled;
  }

  @Override
  public TaskFiles files() {
    return this;
  }

  @Override
  public Optional<Info> find(String fileId) {
    return Optional.empty();
  }

  @Override
  public InputStream open(String fileId) {
    throw new UnsupportedOperationException("fetches read no files");
  }

  @Override
  public OutputFile create(String name, String contentType, Path file) {
    throw new UnsupportedOperationException("fetches store streams");
  }

  @Override
  public OutputFile create(String name, String contentType, byte[] bytes) {
    throw new UnsupportedOperationException("fetches store streams");
  }

  @Override
  public OutputFile create(String name, String contentType, InputStream content)
      throws IOException {
    byte[] bytes = content.readAllBytes();
    if (fault != null) {
      throw fault;
    }
    OutputFile file =
        OutputFile.of("fil_" + made.size(), name, contentType, bytes.length, "0".repeat(64));
    contents.add(bytes);
    made.add(file);
    return file;
  }

  @Override
  public Path workDirectory() {
    throw new UnsupportedOperationException("fetches keep nothing on the disk");
  }
}
