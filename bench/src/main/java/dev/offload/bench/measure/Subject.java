package dev.offload.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.bench.load.Driver;
import dev.offload.bench.load.Requests;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.ReadyLine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// The running Offload that is measured, through its public interfaces only.
public record Subject(ReadyLine ready, OffloadClient api) {
  public static final int CONNECTIONS = 64;
  public static final int ACCEPTED = 202;
  public static final String PROBES = "probe";

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration STANDSTILL = Duration.ofSeconds(3);
  /// Counting is work for the Offload that is measured, so this is the pause in between.
  private static final Duration COUNT_EVERY = Duration.ofSeconds(5);

  Driver driver() throws IOException {
    return Driver.open(ready.url(), CONNECTIONS);
  }

  Requests tasks(IntFunction<String> body) {
    return Requests.tasks(ready.url(), ready.apiKey(), null, body);
  }

  Requests tasksWithKeys(String keys, IntFunction<String> body) {
    return Requests.tasks(ready.url(), ready.apiKey(), keys, body);
  }

  /// How many tasks of `queue` have not ended, as the view shows it.
  public int open(String queue) throws IOException, InterruptedException {
    return open(api.queue(queue));
  }

  private static int open(JsonNode queue) {
    return Stream.of("queued", "running", "scheduled", "retrying")
        .mapToInt(state -> queue.path(state).asInt())
        .sum();
  }

  /// Waits until all tasks of `queue` have ended.
  void awaitEnds(String queue) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (JsonNode seen = api.queue(queue); open(seen) > 0; seen = api.queue(queue)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("after " + PATIENCE + " still so: " + seen);
      }
      Thread.sleep(LOOK_EVERY);
    }
  }

  /// Returns how many tasks wait in a paused `queue`, after that has not changed for a while.
  public int awaitStandstill(String queue) throws IOException, InterruptedException {
    int waiting = -1;
    long since = System.nanoTime();
    while (System.nanoTime() - since < STANDSTILL.toNanos()) {
      int seen = api.queue(queue).path("queued").asInt();
      if (seen != waiting) {
        waiting = seen;
        since = System.nanoTime();
      }
      Thread.sleep(LOOK_EVERY);
    }
    return waiting;
  }

  /// Throws unless the view shows this many tasks of `type`, created since `since`, as succeeded.
  void requireSucceeded(String type, int count, Instant since)
      throws IOException, InterruptedException {
    int succeeded = succeeded(type, since);
    if (succeeded != count) {
      throw new IllegalStateException(
          "%d tasks of type %s succeeded, not %d".formatted(succeeded, type, count));
    }
  }

  /// Waits until that is so. The view may not have all of them at first.
  void awaitSucceeded(String type, int count, Instant since)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    awaitEnds(type);
    while (succeeded(type, since) < count && System.nanoTime() < deadline) {
      Thread.sleep(COUNT_EVERY);
      awaitEnds(type);
    }
    requireSucceeded(type, count, since);
  }

  /// Waits until this many tasks have succeeded since Offload started, as the lifecycle counts
  /// them.
  void awaitSucceeded(double count) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (double seen = succeeded(); seen < count; seen = succeeded()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%.0f tasks have succeeded, not %.0f".formatted(seen, count));
      }
      Thread.sleep(LOOK_EVERY);
    }
  }

  private int succeeded(String type, Instant since) throws IOException, InterruptedException {
    String filter = "type=%s&state=succeeded&createdAfter=%s".formatted(type, since);
    return TaskList.of(api, filter).forEach(_ -> {});
  }

  /// How many tasks have been accepted by `route` since Offload started.
  double accepted(String route) throws IOException, InterruptedException {
    return counted("offload_tasks_accepted_total", "route", route);
  }

  /// How many tasks have succeeded since Offload started, as the lifecycle counts them. The view
  /// may not show all of them yet.
  public double succeeded() throws IOException, InterruptedException {
    return counted("offload_lifecycle_events_total", "event", "task-succeeded");
  }

  private double counted(String counter, String label, String value)
      throws IOException, InterruptedException {
    return api.metrics()
        .lines()
        .filter(line -> line.startsWith(counter))
        .filter(line -> line.contains("%s=\"%s\"".formatted(label, value)))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
