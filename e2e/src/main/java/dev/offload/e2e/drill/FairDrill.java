package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// One tenant has a flood of tasks queued. A few tasks of another tenant, and an urgent one of the
/// same tenant, must start soon all the same.
///
/// @param tasks how many tasks the flood has
/// @param others how many tasks the other tenant submits, one after another
/// @param soon within which time they have to start
public record FairDrill(Home home, int tasks, int others, Duration soon) {
  private static final Duration TASK = Duration.ofMillis(50);
  private static final int BATCH = 2_000;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int URGENT = 9;

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    findings.note("%d probe tasks of %d ms are queued".formatted(tasks, TASK.toMillis()));
    try (var offload = StandaloneProcess.ephemeral(home);
        var client = OffloadClient.of(offload.ready());
        var other = client.ofTenant("other")) {
      flood(client);
      List<Duration> waits = new ArrayList<>();
      for (int task = 0; task < others; task++) {
        String id = other.submit(Probes.sleeping(TASK)).id();
        wait(other, id).ifPresent(waits::add);
        Thread.sleep(PAUSE);
      }
      judge("another tenant's tasks", waits, others, findings);
      String urgent = client.submit(Probes.sleeping(TASK).put("priority", URGENT)).id();
      int queued = client.queue("probe").path("queued").asInt();
      judge("an urgent task", wait(client, urgent).stream().toList(), 1, findings);
      findings.note("%d tasks were queued meanwhile".formatted(queued));
      if (queued < tasks / 10) {
        findings.fault("the flood was over too soon to show anything: try more --tasks");
      }
    }
    return findings;
  }

  private void flood(OffloadClient client) throws IOException, InterruptedException {
    List<ObjectNode> batch = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      batch.add(Probes.sleeping(TASK));
      if (batch.size() == BATCH || task == tasks - 1) {
        client.submitAll(batch);
        batch.clear();
      }
    }
  }

  /// From its submission to its start.
  private static Optional<Duration> wait(OffloadClient client, String id)
      throws IOException, InterruptedException {
    Patience.until(() -> client.hasEnded(id), PATIENCE);
    JsonNode task = client.task(id).json();
    return task.hasNonNull("startedAt")
        ? Optional.of(
            Duration.between(
                Instant.parse(task.path("createdAt").asText()),
                Instant.parse(task.path("startedAt").asText())))
        : Optional.empty();
  }

  private void judge(String whose, List<Duration> waits, int expected, Findings findings) {
    if (waits.size() < expected) {
      findings.fault(
          "%d of %d: %s never started".formatted(expected - waits.size(), expected, whose));
      return;
    }
    Duration longest = Collections.max(waits);
    findings.note("%s started within %d ms".formatted(whose, longest.toMillis()));
    if (longest.compareTo(soon) > 0) {
      findings.fault("%s started after %s, not within %s".formatted(whose, longest, soon));
    }
  }
}
