package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A task's whole current state without its input: the value of `offload.tasks`, one per version.
///
/// `version` grows by one with every event; `runAt` is when a scheduled or retrying task is due;
/// `cancelRequestedAt` is when somebody asked for its end while a worker may have had it;
/// `attempts` are the last 20; `bodyHash` tells repeated submissions with one idempotency key apart
/// and leaves the service only as a 422; `needs` are the ids of the files that its input and its
/// checkpoint name (null: written by a release that did not tell, so it may need any of its
/// tenant's).
public record Task(
    TaskId id,
    String tenant,
    String type,
    String queue,
    TaskState state,
    long version,
    Origin origin,
    TaskId parent,
    Instant createdAt,
    Instant runAt,
    Instant startedAt,
    Instant finishedAt,
    Instant cancelRequestedAt,
    List<Attempt> attempts,
    JsonNode result,
    List<OutputFile> files,
    TaskError error,
    RetryPolicy retry,
    @JsonProperty("notify") List<Notify> notifications,
    List<String> tags,
    String bodyHash,
    List<String> needs)
    implements TenantOwned {

  public static final int MAX_ATTEMPTS_KEPT = 20;

  /// A task that needs no files.
  public Task(
      TaskId id,
      String tenant,
      String type,
      String queue,
      TaskState state,
      long version,
      Origin origin,
      TaskId parent,
      Instant createdAt,
      Instant runAt,
      Instant startedAt,
      Instant finishedAt,
      Instant cancelRequestedAt,
      List<Attempt> attempts,
      JsonNode result,
      List<OutputFile> files,
      TaskError error,
      RetryPolicy retry,
      List<Notify> notifications,
      List<String> tags,
      String bodyHash) {
    this(
        id,
        tenant,
        type,
        queue,
        state,
        version,
        origin,
        parent,
        createdAt,
        runAt,
        startedAt,
        finishedAt,
        cancelRequestedAt,
        attempts,
        result,
        files,
        error,
        retry,
        notifications,
        tags,
        bodyHash,
        List.of());
  }

  public Task {
    Require.present(id, "id");
    Require.text(tenant, "tenant");
    Require.text(type, "type");
    Require.text(queue, "queue");
    Require.present(state, "state");
    Require.that(version >= 1, "version", "be 1 or more", version);
    Require.present(origin, "origin");
    Require.present(createdAt, "createdAt");
    Require.present(retry, "retry");
    attempts = attempts == null ? List.of() : List.copyOf(attempts);
    files = files == null ? List.of() : List.copyOf(files);
    notifications = notifications == null ? List.of() : List.copyOf(notifications);
    tags = tags == null ? List.of() : List.copyOf(tags);
    needs = needs == null ? null : List.copyOf(needs);
    Require.that(
        attempts.size() <= MAX_ATTEMPTS_KEPT,
        "attempts",
        "be at most " + MAX_ATTEMPTS_KEPT,
        attempts.size());
    Require.that(
        state.isFinal() == (finishedAt != null), "finishedAt", "be there once final", finishedAt);
  }

  /// Every file it names: in its input and its checkpoint, among its outputs, in its result. Empty
  /// where it does not tell.
  public Optional<List<String>> namedFiles() {
    if (needs == null) {
      return Optional.empty();
    }
    Set<String> named = new TreeSet<>(NamedFiles.and(needs, result));
    files.forEach(file -> named.add(file.id()));
    return Optional.of(List.copyOf(named));
  }
}
