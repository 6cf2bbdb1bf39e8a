package dev.offload.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.bench.load.EventStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What the live stream reports about tasks that run until they are cancelled: when each was first
/// seen in a state.
final class LongRuns implements EventStream.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<Moment, CompletableFuture<Long>> arrivals = new ConcurrentHashMap<>();

  private record Moment(String task, String state) {}

  @Override
  public void event(String data, long arrived) throws IOException {
    JsonNode task = JSON.readTree(data);
    arrival(task.path("id").asText(), task.path("state").asText()).complete(arrived);
  }

  void awaitRunning(String task) throws IOException, InterruptedException {
    var _ = await(task, "running");
  }

  /// Returns the value of `System.nanoTime()` when it was reported.
  long awaitCancelled(String task) throws IOException, InterruptedException {
    return await(task, "cancelled");
  }

  private long await(String task, String state) throws IOException, InterruptedException {
    try {
      return arrival(task, state).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException("task " + task + " was not reported as " + state, e);
    }
  }

  private CompletableFuture<Long> arrival(String task, String state) {
    return arrivals.computeIfAbsent(new Moment(task, state), _ -> new CompletableFuture<>());
  }
}
