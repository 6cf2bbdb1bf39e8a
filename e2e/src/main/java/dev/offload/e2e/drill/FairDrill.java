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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One tenant has a flood of tasks queued. A few tasks of other tenants, whichever way they
/// take, and an urgent one of the same tenant must start soon all the same.
///
/// @param others how many tasks of each kind other tenants submit, one after another
/// @param soon within which time they have to start
public record FairDrill(Home home, Flood flood, int others, Duration soon) {
  private static final Duration TASK = Duration.ofMillis(50);
  private static final int NEVER_REACHED = 1_000;
  private static final int BATCH = 2_000;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int URGENT = 9;

  /// The tasks of the tenant that floods the queue.
  ///
  /// @param tasks how many tasks it has
  /// @param each how long each takes
  public record Flood(int tasks, Duration each) {}

  /// What another tenant's task has that decides how it gets to a worker.
  private enum Kind {
    PLAIN("another tenant's plain tasks"),
    WITH_A_KEY("another tenant's tasks with an idempotency key"),
    UNDER_A_LIMIT("the tasks of a tenant whose limit is not reached");

    private final String whose;

    Kind(String whose) {
      this.whose = whose;
    }
  }

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    findings.note(
        "%d probe tasks of %d ms are queued".formatted(flood.tasks(), flood.each().toMillis()));
    try (var offload = StandaloneProcess.ephemeral(home);
        var client = OffloadClient.of(offload.ready());
        var other = client.ofTenant("other");
        var limited = client.ofTenant("limited")) {
      client.limit("tenant/limited", NEVER_REACHED);
      queue(client);
      Map<Kind, List<Duration>> waits = new EnumMap<>(Kind.class);
      Optional<Duration> urgent = Optional.empty();
      for (int task = 0; task < others; task++) {
        if (task == others / 2) {
          urgent = wait(client, client.submit(Probes.sleeping(TASK).put("priority", URGENT)).id());
        }
        Map<Kind, String> submitted = new EnumMap<>(Kind.class);
        submitted.put(Kind.PLAIN, other.submit(Probes.sleeping(TASK)).id());
        submitted.put(Kind.WITH_A_KEY, other.submit(Probes.sleeping(TASK), "key-" + task).id());
        submitted.put(Kind.UNDER_A_LIMIT, limited.submit(Probes.sleeping(TASK)).id());
        for (Map.Entry<Kind, String> one : submitted.entrySet()) {
          OffloadClient owner = one.getKey() == Kind.UNDER_A_LIMIT ? limited : other;
          waits
              .computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
              .addAll(wait(owner, one.getValue()).stream().toList());
        }
        Thread.sleep(PAUSE);
      }
      int queued = client.queue("probe").path("queued").asInt();
      waits.forEach((kind, all) -> judge(kind.whose, all, others, findings));
      judge("an urgent task", urgent.stream().toList(), 1, findings);
      findings.note("%d tasks are still queued".formatted(queued));
      if (queued < flood.tasks() / 10) {
        findings.fault("the flood was over too soon to show anything: try more --tasks");
      }
    }
    return findings;
  }

  private void queue(OffloadClient client) throws IOException, InterruptedException {
    List<ObjectNode> batch = new ArrayList<>();
    for (int task = 0; task < flood.tasks(); task++) {
      batch.add(Probes.sleeping(flood.each()));
      if (batch.size() == BATCH || task == flood.tasks() - 1) {
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
    findings.note(
        "%s: half started within %d ms, all within %d ms"
            .formatted(
                whose,
                waits.stream().sorted().toList().get(waits.size() / 2).toMillis(),
                longest.toMillis()));
    if (longest.compareTo(soon) > 0) {
      findings.fault("%s started after %s, not within %s".formatted(whose, longest, soon));
    }
  }
}
