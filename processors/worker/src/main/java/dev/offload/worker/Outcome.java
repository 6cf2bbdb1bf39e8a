package dev.offload.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.task.Answer;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.work.Children;
import java.time.Duration;
import java.util.List;

/// How a run ended, as its handler tells it.
public sealed interface Outcome {
  /// The work is done. `result` may be null.
  record Succeeded(JsonNode result, List<OutputFile> files) implements Outcome {
    public Succeeded {
      files = List.copyOf(files);
    }
  }

  /// The work failed. A final failure is not retried, and neither is one whose `code` is among the
  /// final errors of the task's policy. `retryAfter` is the shortest wait before the next attempt;
  /// null leaves it to the policy. At most [RetryPolicy#LONGEST_DELAY] is granted. `answer` is what
  /// another service has answered, if that was the reason; otherwise null.
  record Failed(String code, String message, boolean isFinal, Duration retryAfter, Answer answer)
      implements Outcome {
    public Failed {
      Require.text(code, "code");
      Require.present(message, "message");
      Require.that(
          retryAfter == null || !retryAfter.isNegative(),
          "retryAfter",
          "not be negative",
          retryAfter);
    }

    public Failed(String code, String message, boolean isFinal, Duration retryAfter) {
      this(code, message, isFinal, retryAfter, null);
    }
  }

  /// The attempt is handed back unspent, and runs again after `delay`. At most
  /// [RetryPolicy#LONGEST_DELAY] is granted.
  record Snoozed(Duration delay) implements Outcome {
    public Snoozed {
      Require.that(!delay.isNegative(), "delay", "not be negative", delay);
    }
  }

  /// This attempt goes on when the children 0 to `children` - 1 have ended, which must be all that
  /// were spawned. Then the handler is called again in the same attempt, with
  /// [TaskContext#children] and the checkpoint. Until then the task takes no slot.
  record Delegated(int children) implements Outcome {
    public Delegated {
      Children.requireCount(children);
    }
  }

  static Outcome succeeded(JsonNode result) {
    return new Succeeded(result, List.of());
  }

  static Outcome succeeded(JsonNode result, List<OutputFile> files) {
    return new Succeeded(result, files);
  }

  static Outcome delegated(int children) {
    return new Delegated(children);
  }

  /// A failure that may pass. It is retried by the task's policy.
  static Outcome failed(String code, String message) {
    return new Failed(code, message, false, null);
  }

  /// A failure that may pass, but not before `retryAfter`, as when a server is busy.
  static Outcome failedFor(String code, String message, Duration retryAfter) {
    return new Failed(code, message, false, Require.present(retryAfter, "retryAfter"));
  }

  /// Hands the attempt back: see [Snoozed].
  static Outcome snoozed(Duration delay) {
    return new Snoozed(delay);
  }

  /// A failure that no retry can fix, such as bad input.
  static Outcome failedForGood(String code, String message) {
    return new Failed(code, message, true, null);
  }
}
