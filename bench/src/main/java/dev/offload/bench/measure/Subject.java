package dev.offload.bench.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.bench.load.Driver;
import dev.offload.bench.load.Requests;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.ReadyLine;
import dev.offload.schemas.topic.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/// The running Offload that is measured, through its public interfaces only.
public record Subject(ReadyLine ready) {
  static final int CONNECTIONS = 64;
  static final int ACCEPTED = 202;
  static final String PROBES = "probe";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration STANDSTILL = Duration.ofSeconds(3);
  /// Counting is work for the Offload that is measured, so this is the pause in between.
  private static final Duration COUNT_EVERY = Duration.ofSeconds(5);
  private static final int PAGE = 200;

  Driver driver() throws IOException {
    return Driver.open(ready.url(), CONNECTIONS);
  }

  OffloadClient client() {
    return OffloadClient.of(ready);
  }

  Requests tasks(IntFunction<String> body) {
    return Requests.tasks(ready.url(), ready.apiKey(), null, body);
  }

  Requests tasksWithKeys(String keys, IntFunction<String> body) {
    return Requests.tasks(ready.url(), ready.apiKey(), keys, body);
  }

  JsonNode queue(String queue) throws IOException {
    return get("/v1/queues/" + queue);
  }

  void pause(String queue) throws IOException {
    post("/v1/queues/" + queue + "/pause");
  }

  void resume(String queue) throws IOException {
    post("/v1/queues/" + queue + "/resume");
  }

  /// How many tasks of `queue` have not ended, as the view shows it.
  private static int open(JsonNode queue) {
    return Stream.of("queued", "running", "scheduled", "retrying")
        .mapToInt(state -> queue.path(state).asInt())
        .sum();
  }

  /// Returns when `queue` is as wanted.
  void await(String queue, Wish wish) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!wish.isFulfilled(queue(queue))) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("after " + PATIENCE + " still so: " + queue(queue));
      }
      Thread.sleep(LOOK_EVERY);
    }
  }

  /// What to wait for.
  @FunctionalInterface
  interface Wish {
    boolean isFulfilled(JsonNode queue);
  }

  /// Returns when no task of `queue` is open.
  void awaitEnds(String queue) throws IOException, InterruptedException {
    await(queue, seen -> open(seen) == 0);
  }

  /// Returns how many tasks wait in a paused `queue`, after that has not changed for a while.
  int awaitStandstill(String queue) throws IOException, InterruptedException {
    int waiting = -1;
    long since = System.nanoTime();
    while (System.nanoTime() - since < STANDSTILL.toNanos()) {
      int seen = queue(queue).path("queued").asInt();
      if (seen != waiting) {
        waiting = seen;
        since = System.nanoTime();
      }
      Thread.sleep(LOOK_EVERY);
    }
    return waiting;
  }

  /// Throws unless the view shows this many tasks of `type`, created since `since`, as succeeded.
  void requireSucceeded(String type, int count, Instant since) throws IOException {
    int succeeded = succeeded(type, since);
    if (succeeded != count) {
      throw new IllegalStateException(
          "%d tasks of type %s succeeded, not %d".formatted(succeeded, type, count));
    }
  }

  /// Returns when that is so. The view may not have all of them at first.
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

  private int succeeded(String type, Instant since) throws IOException {
    String filter =
        "/v1/tasks?limit=%d&type=%s&state=succeeded&createdAfter=%s".formatted(PAGE, type, since);
    int count = 0;
    String next = "";
    do {
      JsonNode page = get(filter + next);
      count += page.path("items").size();
      next = page.hasNonNull("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
    } while (!next.isEmpty());
    return count;
  }

  /// How many tasks have been accepted by `route` since Offload started.
  double accepted(String route) throws IOException {
    try (Stream<String> lines = metrics()) {
      return lines
          .filter(line -> line.startsWith("offload_tasks_accepted_total"))
          .filter(line -> line.contains("route=\"" + route + "\""))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  /// The number of partitions of topics keyed by task id.
  public int partitions() throws IOException, InterruptedException {
    String topic = Topics.TASKS.name();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", ready.bootstrapServers()))) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .size();
    } catch (ExecutionException e) {
      throw new IOException("Kafka does not describe its topics", e.getCause());
    }
  }

  private Stream<String> metrics() throws IOException {
    URI uri = ready.managementUrl().resolve("/q/metrics");
    return new BufferedReader(new InputStreamReader(uri.toURL().openStream(), UTF_8)).lines();
  }

  private JsonNode get(String path) throws IOException {
    return JSON.readTree(to(path).getInputStream());
  }

  private void post(String path) throws IOException {
    HttpURLConnection connection = to(path);
    connection.setRequestMethod("POST");
    connection.getInputStream().close();
  }

  private HttpURLConnection to(String path) throws IOException {
    URI uri = ready.url().resolve(path);
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + ready.apiKey());
    return connection;
  }
}
