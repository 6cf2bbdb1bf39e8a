package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// Kills the whole process while webhooks go to an endpoint. Each event must arrive, each time
/// with the same `webhook-id`, and the list of deliveries must be complete.
///
/// @param data an empty directory
/// @param tasks how many tasks end, each of which is an event
/// @param seed decides the moment of the kill
public record WebhooksDrill(Home home, Path data, int tasks, long seed) {
  private static final int BATCH = 2_000;
  private static final int NETWORK = 11;
  private static final int NO_CONTENT = 204;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    findings.note("webhooks about %d tasks, seed %d".formatted(tasks, seed));
    try (var arrivals = Arrivals.open(NETWORK, 1, NO_CONTENT)) {
      Set<String> accepted = new HashSet<>();
      String endpoint = killInTheMiddle(arrivals, accepted, findings);
      var restart = Instant.now();
      try (var offload = StandaloneProcess.on(home, data, List.of());
          var client = OffloadClient.of(offload.ready())) {
        findings.note("ready again after %s".formatted(since(restart)));
        if (!Patience.until(() -> tasksOf(arrivals).containsAll(accepted), LOOK_AGAIN, PATIENCE)) {
          findings.fault(
              "only %d of %d events arrived within %s"
                  .formatted(tasksOf(arrivals).size(), accepted.size(), PATIENCE));
        }
        findings.note("all events arrived %s after the restart".formatted(since(restart)));
        judgeDeliveries(client, endpoint, accepted, findings);
      }
      judgeIds(arrivals, accepted, findings);
    }
    return findings;
  }

  private String killInTheMiddle(Arrivals arrivals, Set<String> accepted, Findings findings)
      throws IOException, InterruptedException {
    try (var offload = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(offload.ready())) {
      String endpoint =
          client
              .send(
                  "POST",
                  "/v1/webhooks",
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("url", arrivals.urls().getFirst().toString())
                      .toString())
              .path("id")
              .asText();
      for (int sent = 0; sent < tasks; sent += BATCH) {
        var batch =
            IntStream.range(0, Math.min(BATCH, tasks - sent))
                .mapToObj(_ -> Probes.sleeping(Duration.ZERO))
                .toList();
        accepted.addAll(client.submitAll(batch).accepted());
      }
      if (accepted.size() < tasks) {
        findings.fault("only %d of %d tasks were accepted".formatted(accepted.size(), tasks));
      }
      int before = tasks / 10 + new Random(seed).nextInt(tasks / 2);
      if (!Patience.until(() -> arrivals.count() >= before, PATIENCE)) {
        findings.fault("only %d webhooks came within %s".formatted(arrivals.count(), PATIENCE));
      }
      offload.kill();
      findings.note("killed with %d webhooks delivered".formatted(arrivals.count()));
      if (arrivals.count() >= tasks) {
        findings.fault("the kill came too late to show anything: try another --seed");
      }
      return endpoint;
    }
  }

  private static Set<String> tasksOf(Arrivals arrivals) {
    Set<String> tasks = new HashSet<>();
    arrivals.all().forEach(one -> tasks.add(one.task()));
    return tasks;
  }

  private static void judgeIds(Arrivals arrivals, Set<String> accepted, Findings findings) {
    Map<String, Set<String>> ids = new HashMap<>();
    Map<String, Set<String>> bodies = new HashMap<>();
    for (Arrivals.Arrival one : arrivals.all()) {
      ids.computeIfAbsent(one.task(), _ -> new HashSet<>()).add(one.webhookId());
      bodies.computeIfAbsent(one.webhookId(), _ -> new HashSet<>()).add(one.body());
    }
    findings.note(
        "%d webhooks came, %d of them repeated"
            .formatted(arrivals.count(), arrivals.count() - ids.size()));
    ids.forEach(
        (task, several) -> {
          if (several.size() > 1) {
            findings.fault("task %s came with several ids: %s".formatted(task, several));
          }
        });
    long others = bodies.values().stream().filter(several -> several.size() > 1).count();
    if (others > 0) {
      findings.fault("%d webhooks came with another body when repeated".formatted(others));
    }
    if (bodies.size() != ids.size() || !accepted.containsAll(ids.keySet())) {
      findings.fault(
          "%d ids for %d tasks, some of them perhaps of nobody"
              .formatted(bodies.size(), ids.size()));
    }
  }

  /// The deliveries as the endpoint's owner sees them.
  private void judgeDeliveries(
      OffloadClient client, String endpoint, Set<String> accepted, Findings findings)
      throws IOException, InterruptedException {
    String succeeded = "/v1/webhooks/%s/deliveries?state=succeeded&limit=200".formatted(endpoint);
    if (!Patience.until(
        () -> Patience.orElse(0, () -> pages(client, succeeded).size()) >= tasks,
        Duration.ofSeconds(1),
        PATIENCE)) {
      findings.fault("not all deliveries have succeeded within " + PATIENCE);
    }
    List<JsonNode> all = pages(client, "/v1/webhooks/%s/deliveries?limit=200".formatted(endpoint));
    Set<String> told = new HashSet<>();
    int attempts = 0;
    for (JsonNode delivery : all) {
      told.add(delivery.path("task").asText());
      attempts += delivery.path("attempts").size();
      if (!isComplete(delivery)) {
        findings.fault("the attempts of a delivery are not complete: " + delivery);
        return;
      }
    }
    findings.note("%d deliveries with %d attempts".formatted(all.size(), attempts));
    if (all.size() != accepted.size() || !told.equals(accepted)) {
      findings.fault(
          "%d deliveries about %d tasks are listed, for %d tasks"
              .formatted(all.size(), told.size(), accepted.size()));
    }
  }

  /// Each attempt says how it ended, and only the last one was a success.
  private static boolean isComplete(JsonNode delivery) {
    JsonNode attempts = delivery.path("attempts");
    boolean isRight = !attempts.isEmpty() && delivery.path("state").asText().equals("succeeded");
    for (int i = 0; i < attempts.size(); i++) {
      JsonNode attempt = attempts.path(i);
      boolean isLast = i == attempts.size() - 1;
      isRight &=
          attempt.has("at")
              && (isLast ? attempt.path("status").asInt() == NO_CONTENT : attempt.has("took"));
    }
    return isRight;
  }

  private static List<JsonNode> pages(OffloadClient client, String path)
      throws IOException, InterruptedException {
    List<JsonNode> items = new ArrayList<>();
    for (String cursor = ""; cursor != null; ) {
      JsonNode page = client.get(path + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      page.path("items").forEach(items::add);
      cursor = page.path("nextCursor").asText(null);
    }
    return items;
  }

  private static String since(Instant start) {
    return "%.1f s".formatted(Duration.between(start, Instant.now()).toMillis() / 1000.0);
  }
}
