package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.offload.schemas.Require;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Why a task does not run yet. On the wire it is flat: a reason, and the members that belong to
/// it.
@JsonPropertyOrder({"reason", "scope", "used", "of", "before", "until"})
@JsonSerialize(as = WaitingFor.class)
public sealed interface WaitingFor {

  /// What a task can wait for.
  enum Reason {
    /// Its queue or its tenant is paused. A key is paused by a limit.
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
    /// It waits because a later task with its debounce key may come.
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

  /// The end of a pause.
  ///
  /// @param scope what is paused: `queue/image` or `tenant/acme`
  record Paused(String scope) implements WaitingFor {
    public Paused {
      Require.text(scope, "scope");
    }
  }

  /// Units of a limit.
  ///
  /// @param scope the limit's: `queue/image`, `tenant/acme` or `key/smtp:relay`
  /// @param use how much of it is in use; empty if that is not known, or not to be shown
  record Limit(String scope, Optional<Use> use) implements WaitingFor {
    public Limit {
      Require.text(scope, "scope");
      Require.present(use, "use");
    }

    /// The same with so much in use.
    public Limit with(Use known) {
      return new Limit(scope, Optional.of(known));
    }
  }

  /// How many units of a limit are in use.
  ///
  /// @param of how many may be in use; empty for any number
  record Use(long used, Optional<Integer> of) {
    public Use {
      Require.that(used >= 0, "used", "be 0 or more", used);
      Require.present(of, "of")
          .ifPresent(most -> Require.that(most >= 0, "of", "be 0 or more", most));
    }
  }

  /// The tasks that are before it in its queue.
  ///
  /// @param before how many they are; empty if that is not known
  record Turn(Optional<Integer> before) implements WaitingFor {
    public Turn {
      Require.present(before, "before")
          .ifPresent(tasks -> Require.that(tasks >= 0, "before", "be 0 or more", tasks));
    }
  }

  /// Its time.
  record Time(Instant until) implements WaitingFor {
    public Time {
      Require.present(until, "until");
    }
  }

  /// A worker.
  record Worker() implements WaitingFor {}

  /// The end of the pause between two attempts.
  record Backoff(Instant until) implements WaitingFor {
    public Backoff {
      Require.present(until, "until");
    }
  }

  /// It runs at `until`, unless a later task with its debounce key comes before.
  record Debounce(Instant until) implements WaitingFor {
    public Debounce {
      Require.present(until, "until");
    }
  }

  /// The tasks that must succeed before it.
  record Tasks() implements WaitingFor {}

  /// It waits for its turn; how many tasks are before it has not been counted.
  static WaitingFor turn() {
    return new Turn(Optional.empty());
  }

  /// A limit of which it is not known how much is in use.
  static WaitingFor limit(String scope) {
    return new Limit(scope, Optional.empty());
  }

  /// From its members on the wire. All but `reason` are null if they are absent.
  @JsonCreator
  static WaitingFor of(
      @JsonProperty("reason") Reason reason,
      @JsonProperty("scope") String scope,
      @JsonProperty("used") Long used,
      @JsonProperty("of") Integer of,
      @JsonProperty("before") Integer before,
      @JsonProperty("until") Instant until) {
    return switch (Require.present(reason, "reason")) {
      case PAUSED -> new Paused(scope);
      case LIMIT ->
          new Limit(
              scope,
              Optional.ofNullable(used).map(units -> new Use(units, Optional.ofNullable(of))));
      case TURN -> new Turn(Optional.ofNullable(before));
      case TIME -> new Time(until);
      case WORKER -> new Worker();
      case BACKOFF -> new Backoff(until);
      case DEBOUNCE -> new Debounce(until);
      case TASKS -> new Tasks();
    };
  }

  @JsonProperty("reason")
  default Reason reason() {
    return switch (this) {
      case Paused _ -> Reason.PAUSED;
      case Limit _ -> Reason.LIMIT;
      case Turn _ -> Reason.TURN;
      case Time _ -> Reason.TIME;
      case Worker _ -> Reason.WORKER;
      case Backoff _ -> Reason.BACKOFF;
      case Debounce _ -> Reason.DEBOUNCE;
      case Tasks _ -> Reason.TASKS;
    };
  }

  /// The member `scope` on the wire; null if it is absent there.
  @JsonProperty("scope")
  default String scopeOrNull() {
    return switch (this) {
      case Paused paused -> paused.scope();
      case Limit limit -> limit.scope();
      case Turn _, Time _, Worker _, Backoff _, Debounce _, Tasks _ -> null;
    };
  }

  /// The member `used` on the wire; null if it is absent there.
  @JsonProperty("used")
  default Long usedOrNull() {
    return this instanceof Limit(_, var use) ? use.map(Use::used).orElse(null) : null;
  }

  /// The member `of` on the wire; null if it is absent there.
  @JsonProperty("of")
  default Integer ofOrNull() {
    return this instanceof Limit(_, var use) ? use.flatMap(Use::of).orElse(null) : null;
  }

  /// The member `before` on the wire; null if it is absent there.
  @JsonProperty("before")
  default Integer beforeOrNull() {
    return this instanceof Turn(var before) ? before.orElse(null) : null;
  }

  /// The member `until` on the wire; null if it is absent there.
  @JsonProperty("until")
  default Instant untilOrNull() {
    return switch (this) {
      case Time(Instant until) -> until;
      case Backoff(Instant until) -> until;
      case Debounce(Instant until) -> until;
      case Paused _, Limit _, Turn _, Worker _, Tasks _ -> null;
    };
  }

  /// What a version of a task says by itself; empty if it says nothing.
  static Optional<WaitingFor> saidBy(TaskFacts task) {
    Optional<WaitingFor> said = Optional.ofNullable(task.waitingFor());
    Optional<Instant> runAt = Optional.ofNullable(task.times().runAt());
    return switch (task.state()) {
      case SCHEDULED -> said.or(() -> runAt.map(Time::new));
      case RETRYING -> runAt.map(Backoff::new);
      case QUEUED -> said;
      case RUNNING, SUCCEEDED, FAILED, CANCELLED, EXPIRED -> Optional.empty();
    };
  }
}
