package dev.offload.e2e.demo;

import dev.offload.e2e.client.SeenTask;
import dev.offload.e2e.client.Submitted;

/// One line of the demo's table: a task, its acceptance, and its last known state.
record Row(DemoTask task, Submitted submitted, SeenTask seen, boolean webhookVerified) {
  boolean isDone() {
    return seen.hasEnded() && webhookVerified;
  }

  Row with(SeenTask newlySeen, boolean verified) {
    return new Row(task, submitted, newlySeen, verified);
  }
}
