package dev.offload.worker.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.Children;
import dev.offload.schemas.work.WorkItem;
import dev.offload.worker.Child;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskFiles;
import dev.offload.worker.journal.RunJournal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// A run as its handler sees it.
final class RunContext implements TaskContext, AutoCloseable {
  private final WorkItem item;
  private final RunJournal journal;
  private final RunFiles files;
  private final ProgressThrottle progress;
  private final KnownChildren known;
  private volatile JsonNode checkpoint;
  private volatile boolean cancelled;

  RunContext(RunJournal journal, RunTools tools) {
    this.item = journal.item();
    this.journal = journal;
    this.files = tools.files().forTask(item.tenant(), item.taskId());
    this.progress = new ProgressThrottle(journal::progress, tools.nanoTime());
    this.known = new KnownChildren(item.children());
    this.checkpoint = item.checkpoint();
  }

  @Override
  public TaskId taskId() {
    return item.taskId();
  }

  @Override
  public String tenant() {
    return item.tenant();
  }

  @Override
  public int attempt() {
    return item.attempt();
  }

  @Override
  public JsonNode input() {
    return item.input();
  }

  @Override
  public <T> T input(Class<T> type) {
    try {
      return Json.MAPPER.treeToValue(item.input(), type);
    } catch (JsonProcessingException e) {
      throw new InvalidInput(InputFault.of(e, item.input()), e);
    }
  }

  @Override
  public void progress(long done, long total, String note) {
    if (cancelled) {
      return;
    }
    boolean tooLong = note != null && note.length() > Progress.MAX_NOTE_LENGTH;
    progress.report(
        new Progress(done, total, tooLong ? note.substring(0, Progress.MAX_NOTE_LENGTH) : note));
  }

  @Override
  public Optional<JsonNode> checkpoint() {
    return Optional.ofNullable(checkpoint);
  }

  @Override
  public void checkpoint(JsonNode state) {
    int size = Sizes.ofJson(state);
    if (size > Sizes.MAX_STATE_BYTES) {
      throw new IllegalArgumentException(
          "a checkpoint must have at most %d bytes, has %d".formatted(Sizes.MAX_STATE_BYTES, size));
    }
    if (cancelled) {
      throw new CancellationException("the run is over, so its checkpoint would not count");
    }
    makeDurable(journal.checkpoint(state), "the checkpoint");
    checkpoint = state;
  }

  @Override
  public void spawn(List<Child> children) {
    known.add(children);
    if (cancelled) {
      throw new CancellationException("the run is over, so nobody would wait for its children");
    }
    makeDurable(journal.spawned(children), "the children");
  }

  @Override
  public Optional<Children> children() {
    return known.ended();
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public TaskFiles files() {
    return files;
  }

  KnownChildren known() {
    return known;
  }

  void cancel() {
    cancelled = true;
  }

  /// Reports the last progress.
  void flush() {
    progress.flush();
  }

  private static void makeDurable(CompletableFuture<Void> written, String what) {
    try {
      written.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted before Kafka had " + what);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not take " + what, e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
