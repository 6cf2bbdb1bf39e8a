package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/// Submissions of type `probe`, the task that does nothing useful.
final class Probes {
  private Probes() {}

  static ObjectNode sleeping(Duration sleep) {
    var task = JsonNodeFactory.instance.objectNode().put("type", "probe");
    task.putObject("input").put("sleep", sleep.toString());
    return task;
  }

  /// Waits before it is handed out, and so goes by the lifecycle's transactional topic.
  static ObjectNode delayed(Duration sleep, Duration delay) {
    return sleeping(sleep).put("delay", delay.toString());
  }

  /// Fails in its first attempt.
  static ObjectNode failingOnce(Duration sleep, Duration retryDelay) {
    var task = sleeping(sleep);
    task.withObject("/input").put("failTimes", 1);
    task.putObject("retry")
        .put("maxAttempts", 3)
        .put("firstDelay", retryDelay.toString())
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
