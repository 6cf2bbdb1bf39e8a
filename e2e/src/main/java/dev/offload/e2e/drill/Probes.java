package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// Submissions of type `probe`, the task that does nothing useful.
final class Probes {
  /// How often a probe can be told to fail.
  static final int MOST_FAILURES = 100;

  private Probes() {}

  static ObjectNode sleeping(Duration sleep) {
    var task = JsonNodeFactory.instance.objectNode().put("type", "probe");
    task.putObject("input").put("sleep", sleep.toString());
    return task;
  }

  /// Waits before it is handed out, and so goes through the lifecycle's transactional topic.
  static ObjectNode delayed(Duration sleep, Duration delay) {
    return sleeping(sleep).put("delay", delay.toString());
  }

  /// Ends at once with `result`.
  static ObjectNode telling(String result) {
    var task = sleeping(Duration.ZERO);
    task.withObject("/input").put("result", result);
    return task;
  }

  /// Ends at once, and sends a webhook to these receivers.
  static ObjectNode told(List<URI> receivers) {
    var task = sleeping(Duration.ZERO);
    var wishes = task.putArray("notify");
    receivers.forEach(receiver -> wishes.addObject().put("webhook", receiver.toString()));
    return task;
  }

  /// Fails in its first attempt.
  static ObjectNode failingOnce(Duration sleep, Duration retryDelay) {
    var task = sleeping(sleep);
    task.withObject("/input").put("failTimes", 1);
    return retried(task, 3, retryDelay);
  }

  /// Fails in its first attempt and waits up to `longest` for the second.
  static ObjectNode failingOnceThenWaitingUpTo(Duration longest) {
    var task = failing(1);
    task.putObject("retry")
        .put("maxAttempts", 3)
        .put("firstDelay", longest.toString())
        .put("factor", 1)
        .put("maxDelay", longest.toString())
        .put("jitter", "full");
    return task;
  }

  /// Fails in this many first attempts.
  static ObjectNode failing(int times) {
    var task = sleeping(Duration.ZERO);
    task.withObject("/input").put("failTimes", times);
    return task;
  }

  static ObjectNode failingForGood() {
    var task = sleeping(Duration.ZERO);
    task.withObject("/input").put("final", true);
    return task;
  }

  /// Leaves a checkpoint and hands itself back once, then sleeps.
  static ObjectNode snoozing(Duration snooze, Duration sleep) {
    var task = sleeping(sleep);
    task.withObject("/input").put("snooze", snooze.toString());
    return task;
  }

  /// The same with a given policy.
  static ObjectNode retried(ObjectNode task, int maxAttempts, Duration firstDelay) {
    task.putObject("retry")
        .put("maxAttempts", maxAttempts)
        .put("firstDelay", firstDelay.toString())
        .put("factor", 2)
        .put("maxDelay", "PT10S")
        .put("jitter", "none");
    return task;
  }

  /// Kills the worker process that runs it.
  static ObjectNode poison() {
    var task = JsonNodeFactory.instance.objectNode().put("type", "probe");
    task.putObject("input").put("kill", true);
    return task;
  }
}
