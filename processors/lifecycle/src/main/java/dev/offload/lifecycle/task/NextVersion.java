package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.NamedFiles;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.List;

/// The next version of a task in the making: all as before but what is said here.
final class NextVersion {
  private final Task before;
  private final long version;
  private TaskState state;
  private Instant runAt;
  private Instant startedAt;
  private Instant finishedAt;
  private Instant cancelRequestedAt;
  private List<Attempt> attempts;
  private JsonNode result;
  private List<OutputFile> files;
  private TaskError error;
  private List<String> needs;

  private NextVersion(Task before, long version) {
    this.before = before;
    this.version = version;
    state = before.state();
    runAt = before.runAt();
    startedAt = before.startedAt();
    finishedAt = before.finishedAt();
    cancelRequestedAt = before.cancelRequestedAt();
    attempts = before.attempts();
    result = before.result();
    files = before.files();
    error = before.error();
    needs = before.needs();
  }

  static NextVersion of(Task before) {
    return new NextVersion(before, before.version() + 1);
  }

  /// A task's version 1; `runAt` is shown only while it waits for it.
  static NextVersion first(SubmitTask submitted, TaskState state) {
    Task first =
        new Task(
            submitted.taskId(),
            submitted.tenant(),
            submitted.type(),
            submitted.queue(),
            state,
            1,
            submitted.origin(),
            submitted.parent(),
            submitted.createdAt(),
            state == TaskState.SCHEDULED ? submitted.runAt() : null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            submitted.retry(),
            submitted.notifications(),
            submitted.tags(),
            submitted.bodyHash(),
            NamedFiles.in(submitted.input()));
    return new NextVersion(first, 1);
  }

  NextVersion state(TaskState newState) {
    state = newState;
    return this;
  }

  NextVersion runAt(Instant newRunAt) {
    runAt = newRunAt;
    return this;
  }

  /// The first start of a task stays its start.
  NextVersion startedAt(Instant at) {
    startedAt = startedAt == null ? at : startedAt;
    return this;
  }

  NextVersion finishedAt(Instant at) {
    finishedAt = at;
    return this;
  }

  NextVersion cancelRequestedAt(Instant at) {
    cancelRequestedAt = at;
    return this;
  }

  /// Nothing of its end is left but the attempts that led there.
  NextVersion again() {
    finishedAt = null;
    cancelRequestedAt = null;
    result = null;
    files = List.of();
    error = null;
    return this;
  }

  NextVersion attempts(List<Attempt> newAttempts) {
    attempts = newAttempts;
    return this;
  }

  NextVersion result(JsonNode newResult) {
    result = newResult;
    return this;
  }

  NextVersion files(List<OutputFile> newFiles) {
    files = newFiles;
    return this;
  }

  NextVersion error(TaskError newError) {
    error = newError;
    return this;
  }

  NextVersion needs(List<String> newNeeds) {
    needs = newNeeds;
    return this;
  }

  Task build() {
    return new Task(
        before.id(),
        before.tenant(),
        before.type(),
        before.queue(),
        state,
        version,
        before.origin(),
        before.parent(),
        before.createdAt(),
        runAt,
        startedAt,
        finishedAt,
        cancelRequestedAt,
        attempts,
        result,
        files,
        error,
        before.retry(),
        before.notifications(),
        before.tags(),
        before.bodyHash(),
        needs);
  }
}
