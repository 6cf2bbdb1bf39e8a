package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.e2e.client.OffloadClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Tasks under several limits at once. More of them are submitted than each limit lets start, so
/// there is always one that waits. In the end the attempts of the tasks tell whether more ever
/// ran at once, or more started in any span of time than the rate and five seconds of it allow.
public final class SharedLimits implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(500);

  /// How many times more tasks come than can start.
  private static final double AHEAD = 1.1;

  /// How long a task that was handed out may wait for its start: what a killed worker had
  /// taken goes to another one.
  private static final Duration LATE = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /// Limits of how many tasks run at once, and of how many start per second.
  public record Bounds(List<Integer> concurrencies, List<Integer> rates) {
    public Bounds {
      concurrencies = List.copyOf(concurrencies);
      rates = List.copyOf(rates);
    }
  }

  /// A limit of a concurrency key, and the tasks that have this key.
  private sealed interface Bound {
    String key();

    String rule();

    Duration task();

    double perSecond();

    /// Notes what the attempts of the tasks show.
    void judge(List<Attempts> tasks, Findings findings);
  }

  private record AtATime(int most) implements Bound {
    @Override
    public String key() {
      return "concurrency-" + most;
    }

    @Override
    public String rule() {
      return "{\"concurrency\": %d}".formatted(most);
    }

    @Override
    public Duration task() {
      return Duration.ofMillis(500);
    }

    @Override
    public double perSecond() {
      return most / (task().toMillis() / 1000.0);
    }

    @Override
    public void judge(List<Attempts> tasks, Findings findings) {
      List<JsonNode> runs = tasks.stream().flatMap(task -> task.runs().stream()).toList();
      int seen = AtOnce.most(runs);
      findings.note(
          "%d at a time: %d runs of %d tasks, at most %d counted at once"
              .formatted(most, runs.size(), tasks.size(), seen));
      if (seen > most) {
        findings.fault("%d runs counted at once, the limit is %d".formatted(seen, most));
      }
    }
  }

  private record PerSecond(int most) implements Bound {
    @Override
    public String key() {
      return "rate-" + most;
    }

    @Override
    public String rule() {
      return "{\"rate\": {\"count\": %d, \"per\": \"PT1S\"}}".formatted(most);
    }

    @Override
    public Duration task() {
      return Duration.ofMillis(10);
    }

    @Override
    public double perSecond() {
      return most;
    }

    @Override
    public void judge(List<Attempts> tasks, Findings findings) {
      Pace pace = new Pace(tasks.stream().flatMap(task -> task.starts().stream()).toList());
      findings.note("%d per second: %s".formatted(most, pace));
      pace.excess(most, most, LATE)
          .ifPresent(
              excess ->
                  findings.fault("of the limit of %d per second, %s".formatted(most, excess)));
    }
  }

  /// The attempts of a task.
  private record Attempts(List<JsonNode> runs) {
    /// When each attempt started for the first time. If its worker was lost, it may have been run
    /// again with the units that it had.
    List<Instant> starts() {
      Map<Integer, Instant> first = new HashMap<>();
      for (JsonNode run : runs) {
        first.merge(
            run.path("number").asInt(),
            Instant.parse(run.path("started").asText()),
            (one, other) -> one.isBefore(other) ? one : other);
      }
      return List.copyOf(first.values());
    }
  }

  private final List<OffloadClient> replicas;
  private final List<Bound> bounds = new ArrayList<>();
  private final Map<Bound, Integer> accepted = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final ScheduledExecutorService feeders = Executors.newScheduledThreadPool(4);
  private Instant since;

  SharedLimits(Bounds bounds, List<OffloadClient> replicas) {
    this.replicas = List.copyOf(replicas);
    bounds.concurrencies().forEach(most -> this.bounds.add(new AtATime(most)));
    bounds.rates().forEach(most -> this.bounds.add(new PerSecond(most)));
  }

  /// Sets the limits and begins to submit.
  void start() throws IOException, InterruptedException {
    for (Bound bound : bounds) {
      replicas.getFirst().send("PUT", "/v1/limits/key/" + bound.key(), bound.rule());
    }
    since = Instant.now();
    for (Bound bound : bounds) {
      var _ =
          feeders.scheduleWithFixedDelay(
              () -> feed(bound), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void feed(Bound bound) {
    double seconds = Duration.between(since, Instant.now()).plus(EVERY).toMillis() / 1000.0;
    int due = (int) Math.ceil(seconds * bound.perSecond() * AHEAD);
    int count = due - accepted.getOrDefault(bound, 0);
    if (count > 0) {
      submit(bound, count);
    }
  }

  /// If no answer comes, nobody knows how many were accepted, and some may come twice.
  private void submit(Bound bound, int count) {
    ObjectNode task = Probes.sleeping(bound.task()).put("concurrencyKey", bound.key());
    task.putArray("tags").add(bound.key());
    try {
      OffloadClient client = replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size()));
      int more = client.submitAll(Collections.nCopies(count, task)).accepted().size();
      accepted.merge(bound, more, Integer::sum);
    } catch (IOException _) {
      // The other replica is asked next.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  void stop() throws InterruptedException {
    feeders.shutdown();
    if (!feeders.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("a batch takes longer than a minute");
    }
  }

  /// Waits until nothing of any limit is used or waited for, and judges each.
  void judge(OffloadClient client, Findings findings) throws IOException, InterruptedException {
    for (Bound bound : bounds) {
      if (!Patience.until(() -> isFree(client, bound), PATIENCE)) {
        findings.fault(
            "something of the limit %s is still in use: %s"
                .formatted(bound.key(), client.get("/v1/limits")));
        continue;
      }
      List<Attempts> tasks = new ArrayList<>();
      for (JsonNode task : all(client, bound)) {
        if (!task.path("state").asText().equals("succeeded")) {
          findings.fault("a task of %s has not succeeded: %s".formatted(bound.key(), task));
        }
        List<JsonNode> runs = new ArrayList<>();
        task.path("attempts").forEach(runs::add);
        tasks.add(new Attempts(runs));
      }
      if (tasks.size() < accepted.getOrDefault(bound, 0)) {
        findings.fault(
            "%d of %d accepted tasks of %s are there"
                .formatted(tasks.size(), accepted.get(bound), bound.key()));
      }
      bound.judge(tasks, findings);
    }
  }

  private static boolean isFree(OffloadClient client, Bound bound) {
    return Patience.orElse(
        false,
        () -> {
          JsonNode limit = client.get("/v1/limits/key/" + bound.key());
          return limit.path("used").asInt(-1) == 0
              && limit.path("waiting").asInt(-1) == 0
              && isEmpty(client, bound, "queued")
              && isEmpty(client, bound, "running");
        });
  }

  private static boolean isEmpty(OffloadClient client, Bound bound, String state)
      throws IOException, InterruptedException {
    return client
        .get("/v1/tasks?limit=1&tag=%s&state=%s".formatted(bound.key(), state))
        .path("items")
        .isEmpty();
  }

  private static List<JsonNode> all(OffloadClient client, Bound bound)
      throws IOException, InterruptedException {
    List<JsonNode> tasks = new ArrayList<>();
    String query = "/v1/tasks?limit=200&tag=" + bound.key();
    JsonNode page = client.get(query);
    page.path("items").forEach(tasks::add);
    while (page.hasNonNull("nextCursor")) {
      page = client.get(query + "&cursor=" + page.path("nextCursor").asText());
      page.path("items").forEach(tasks::add);
    }
    return tasks;
  }

  @Override
  public void close() {
    feeders.shutdownNow();
  }
}
