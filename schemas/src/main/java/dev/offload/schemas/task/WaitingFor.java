package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.offload.schemas.Require;
import java.time.Instant;
import java.util.Locale;

/// Why a task does not run yet. What does not belong to its reason, or is not known, is null.
///
/// @param reason what it waits for
/// @param scope the limit that it waits for, or what is paused: `queue/image`, `tenant/acme` or
///     `key/smtp:relay`
/// @param used how many units of the limit are in use
/// @param of how many may be in use
/// @param before how many tasks of its tenant are before it in its queue
/// @param until when its time comes
public record WaitingFor(
    Reason reason, String scope, Long used, Integer of, Integer before, Instant until) {

  /// What a task can wait for.
  public enum Reason {
    /// Its queue, its tenant or its concurrency key is paused.
    PAUSED,
    /// Units of a limit.
    LIMIT,
    /// The tasks that are before it in its queue.
    TURN,
    /// Its time.
    TIME,
    /// A worker: none serves its queue.
    WORKER,
    /// The end of the pause between two attempts.
    BACKOFF,
    /// That no later task with its debounce key comes.
    DEBOUNCE,
    /// The tasks that must succeed before it.
    TASKS;

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Reason parse(String text) {
      for (Reason reason : values()) {
        if (reason.toString().equals(text)) {
          return reason;
        }
      }
      throw new IllegalArgumentException(
          "a reason to wait must be paused, limit, turn, time, worker, backoff, debounce or tasks, was "
              + text);
    }
  }

  public static final WaitingFor TURN = of(Reason.TURN);
  public static final WaitingFor WORKER = of(Reason.WORKER);
  public static final WaitingFor TASKS = of(Reason.TASKS);

  public WaitingFor {
    Require.present(reason, "reason");
    Require.that(used == null || used >= 0, "used", "be 0 or more", used);
    Require.that(of == null || of >= 0, "of", "be 0 or more", of);
    Require.that(before == null || before >= 0, "before", "be 0 or more", before);
  }

  private static WaitingFor of(Reason reason) {
    return new WaitingFor(reason, null, null, null, null, null);
  }

  private static WaitingFor scoped(Reason reason, String scope) {
    return new WaitingFor(reason, scope, null, null, null, null);
  }

  private static WaitingFor until(Reason reason, Instant until) {
    return new WaitingFor(reason, null, null, null, null, until);
  }

  public static WaitingFor paused(String scope) {
    return scoped(Reason.PAUSED, scope);
  }

  public static WaitingFor limit(String scope) {
    return scoped(Reason.LIMIT, scope);
  }

  /// Until `until`, unless a later task with the same key comes.
  public static WaitingFor debounce(Instant until) {
    return until(Reason.DEBOUNCE, until);
  }

  public static WaitingFor turn(int before) {
    return new WaitingFor(Reason.TURN, null, null, null, before, null);
  }

  /// What a version of a task says by itself; null if it says nothing.
  static WaitingFor saidBy(TaskFacts task) {
    return switch (task.state()) {
      case SCHEDULED -> orElse(task.waitingFor(), until(Reason.TIME, task.times().runAt()));
      case RETRYING -> until(Reason.BACKOFF, task.times().runAt());
      case QUEUED -> task.waitingFor();
      case RUNNING, SUCCEEDED, FAILED, CANCELLED, EXPIRED -> null;
    };
  }

  private static WaitingFor orElse(WaitingFor one, WaitingFor other) {
    return one == null ? other : one;
  }

  /// The same for a limit with so much in use. `allowed` is null for any number.
  public WaitingFor with(long inUse, Integer allowed) {
    return new WaitingFor(reason, scope, inUse, allowed, before, until);
  }
}
