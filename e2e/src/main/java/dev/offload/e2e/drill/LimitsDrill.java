package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Runs tasks under a limit of how many may run at once, and kills the whole process again and
/// again. No more than the limit allows may ever run, all tasks must end, and nothing of the limit
/// may stay in use. The runs die with their process, so those that count are all that there are.
///
/// @param data an empty directory
/// @param seed decides the moments of the kills
public record LimitsDrill(Home home, Path data, int tasks, int kills, long seed) {
  private static final String KEY = "drill";
  private static final int CONCURRENCY = 3;
  private static final Duration TASK = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    findings.note(
        "%d probe tasks of %d ms, %d at once, %d kills, seed %d"
            .formatted(tasks, TASK.toMillis(), CONCURRENCY, kills, seed));
    var random = new Random(seed);
    List<String> accepted = begin(random);
    for (int kill = 1; kill < kills; kill++) {
      try (var offload = StandaloneProcess.on(home, data, List.of())) {
        Thread.sleep(random.nextLong(500, 3_000));
        offload.kill();
      }
    }
    try (var offload = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(offload.ready())) {
      judge(client, accepted, findings);
    }
    return findings;
  }

  private List<String> begin(Random random) throws IOException, InterruptedException {
    try (var offload = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(offload.ready())) {
      client.limit("key/" + KEY, CONCURRENCY);
      List<ObjectNode> batch = new ArrayList<>();
      for (int task = 0; task < tasks; task++) {
        batch.add(Probes.sleeping(TASK).put("concurrencyKey", KEY));
      }
      List<String> accepted = client.submitAll(batch).accepted();
      Thread.sleep(random.nextLong(500, 3_000));
      offload.kill();
      return accepted;
    }
  }

  private void judge(OffloadClient client, List<String> accepted, Findings findings)
      throws IOException, InterruptedException {
    if (accepted.size() < tasks) {
      findings.fault("only %d of %d tasks were accepted".formatted(accepted.size(), tasks));
    }
    if (!Patience.until(() -> accepted.stream().allMatch(client::hasEnded), PATIENCE)) {
      findings.fault("not all tasks ended within " + PATIENCE);
    }
    List<JsonNode> runs = new ArrayList<>();
    for (String id : accepted) {
      JsonNode task = client.task(id).json();
      task.path("attempts").forEach(runs::add);
      if (!task.path("state").asText().equals("succeeded")) {
        findings.fault("task %s has not succeeded: %s".formatted(id, task.path("state")));
      }
    }
    int most = AtOnce.most(runs);
    findings.note("%d runs, at most %d counted at once".formatted(runs.size(), most));
    if (most > CONCURRENCY) {
      findings.fault("%d runs counted at once, the limit is %d".formatted(most, CONCURRENCY));
    }
    var isFree =
        new Object() {
          boolean now() {
            JsonNode limit =
                Patience.orElse(
                    JsonNodeFactory.instance.missingNode(),
                    () -> client.get("/v1/limits/key/" + KEY));
            return limit.path("used").asInt(-1) == 0 && limit.path("waiting").asInt(-1) == 0;
          }
        };
    if (!Patience.until(isFree::now, Duration.ofSeconds(30))) {
      findings.fault("something of the limit is still in use: " + client.get("/v1/limits"));
    }
  }
}
