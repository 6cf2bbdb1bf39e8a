package dev.offload.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.e2e.process.Installation;
import dev.offload.e2e.process.ReadyLine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A client of the HTTP API that knows only its contract.
public final class OffloadClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// How often it asks again while Offload says that it is busy, and how soon.
  private static final int AGAIN = 10;

  private static final Duration SOON = Duration.ofSeconds(2);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final URI management;
  private final String apiKey;

  public OffloadClient(URI base, String apiKey) {
    this(base, null, apiKey);
  }

  private OffloadClient(URI base, URI management, String apiKey) {
    this.base = base;
    this.management = management;
    this.apiKey = apiKey;
  }

  public static OffloadClient of(ReadyLine ready) {
    return of(ready.installation());
  }

  public static OffloadClient of(Installation installation) {
    return new OffloadClient(
        installation.url(), installation.managementUrl(), installation.apiKey());
  }

  /// A client of the same API with a new key of `tenant`, for submitting and reading.
  public OffloadClient ofTenant(String tenant) throws IOException, InterruptedException {
    return new OffloadClient(base, management, keyOf(tenant, List.of("submit", "read")));
  }

  /// Uploads bytes and returns the file's id.
  public String upload(byte[] bytes, String contentType) throws IOException, InterruptedException {
    var request =
        to("/v1/files")
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(bytes))
            .build();
    var response = ask(request, BodyHandlers.ofString());
    return JSON.readTree(expect(201, response, "POST /v1/files")).path("id").asText();
  }

  /// Submits a task and measures the time of the answer.
  public Submitted submit(JsonNode task) throws IOException, InterruptedException {
    return submit(task, null);
  }

  /// Submits a task with an idempotency key, or without one if it is null. With the same key it is
  /// the same task.
  public Submitted submit(JsonNode task, String key) throws IOException, InterruptedException {
    long start = System.nanoTime();
    return submitted(ask(submission(task, key), BodyHandlers.ofString()), start);
  }

  /// Submits a task and does not ask again if Offload is busy.
  public Submitted submitOnce(JsonNode task) throws IOException, InterruptedException {
    long start = System.nanoTime();
    return submitted(http.send(submission(task, null), BodyHandlers.ofString()), start);
  }

  private HttpRequest submission(JsonNode task, String key) {
    var request =
        to("/v1/tasks")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(task.toString()));
    if (key != null) {
      request.header("Idempotency-Key", "\"" + key + "\"");
    }
    return request.build();
  }

  private static Submitted submitted(HttpResponse<String> response, long start) throws IOException {
    var answeredIn = Duration.ofNanos(System.nanoTime() - start);
    var body = JSON.readTree(expect(202, response, "POST /v1/tasks"));
    return new Submitted(body.path("id").asText(), answeredIn);
  }

  /// Opens a group.
  public JsonNode openGroup(JsonNode group) throws IOException, InterruptedException {
    var request =
        to("/v1/groups")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(group.toString()))
            .build();
    var response = ask(request, BodyHandlers.ofString());
    return JSON.readTree(expect(201, response, "POST /v1/groups"));
  }

  public void sealGroup(String id) throws IOException, InterruptedException {
    post("/v1/groups/" + id + "/seal");
  }

  public void cancelGroup(String id) throws IOException, InterruptedException {
    post("/v1/groups/" + id + "/cancel");
  }

  /// Submits many tasks in one batch, and those again for which Offload was too busy.
  public BatchAnswer submitAll(List<? extends JsonNode> tasks)
      throws IOException, InterruptedException {
    return submitTo("/v1/tasks/batch", tasks, AGAIN);
  }

  /// The same for tasks that join `group`, or a new one if it is `new`. Nothing can be submitted
  /// to a new one again.
  public BatchAnswer submitAll(List<? extends JsonNode> tasks, String group)
      throws IOException, InterruptedException {
    int again = group.equals("new") ? 0 : AGAIN;
    return submitTo("/v1/tasks/batch?group=" + group, tasks, again);
  }

  private BatchAnswer submitTo(String path, List<? extends JsonNode> tasks, int again)
      throws IOException, InterruptedException {
    var lines = tasks.stream().map(JsonNode::toString).collect(Collectors.joining("\n"));
    var request =
        to(path)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(lines))
            .build();
    var response = http.send(request, BodyHandlers.ofString());
    var accepted = new ArrayList<String>();
    var refused = new ArrayList<String>();
    var late = new ArrayList<JsonNode>();
    for (var line : expect(200, response, "POST " + path).lines().toList()) {
      var answer = JSON.readTree(line);
      if (answer.path("status").asInt() == 202) {
        accepted.add(answer.path("task").path("id").asText());
      } else if (answer.path("status").asInt() == 503 && again > 0) {
        late.add(tasks.get(answer.path("line").asInt() - 1));
      } else {
        refused.add(answer.path("problem").path("detail").asText());
      }
    }
    if (!late.isEmpty()) {
      Thread.sleep(SOON);
      var more = submitTo(path, late, again - 1);
      accepted.addAll(more.accepted());
      refused.addAll(more.refused());
    }
    var group = response.headers().firstValue("Offload-Group").orElse("");
    return new BatchAnswer(accepted, refused, group);
  }

  public SeenTask task(String id) throws IOException, InterruptedException {
    return new SeenTask(get("/v1/tasks/" + id));
  }

  /// Cancels a task.
  public void cancel(String id) throws IOException, InterruptedException {
    post("/v1/tasks/" + id + "/cancel");
  }

  /// Replays a task.
  public void retry(String id) throws IOException, InterruptedException {
    post("/v1/tasks/" + id + "/retry");
  }

  /// Pauses a queue.
  public void pause(String queue) throws IOException, InterruptedException {
    post("/v1/queues/" + queue + "/pause");
  }

  public void resume(String queue) throws IOException, InterruptedException {
    post("/v1/queues/" + queue + "/resume");
  }

  /// Limits how many tasks of a scope run at once.
  public void limit(String scope, int concurrency) throws IOException, InterruptedException {
    var request =
        to("/v1/limits/" + scope)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"concurrency\": %d}".formatted(concurrency)))
            .build();
    var response = ask(request, BodyHandlers.ofString());
    expect(response.statusCode() == 200 ? 200 : 201, response, "PUT /v1/limits/" + scope);
  }

  /// Something is done at once (200), or accepted and done soon (202).
  private void post(String path) throws IOException, InterruptedException {
    var request = to(path).POST(BodyPublishers.noBody()).build();
    var response = ask(request, BodyHandlers.ofString());
    expect(response.statusCode() == 202 ? 202 : 200, response, "POST " + path);
  }

  /// A key for another tenant.
  public String keyOf(String tenant, List<String> scopes) throws IOException, InterruptedException {
    var key = JSON.createObjectNode().put("name", "drill").put("tenant", tenant);
    scopes.forEach(key.putArray("scopes")::add);
    var request =
        to("/v1/keys")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(key.toString()))
            .build();
    var response = ask(request, BodyHandlers.ofString());
    return JSON.readTree(expect(201, response, "POST /v1/keys")).path("key").asText();
  }

  /// Asks for a list of tasks and reads it; returns the status of the answer.
  public int list(String query) throws IOException, InterruptedException {
    var request = to("/v1/tasks?" + query).build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /// How many tasks of a queue are in which state.
  public JsonNode queue(String name) throws IOException, InterruptedException {
    return get("/v1/queues/" + name);
  }

  /// The JSON at `path`.
  public JsonNode get(String path) throws IOException, InterruptedException {
    var response = ask(to(path).build(), BodyHandlers.ofString());
    return JSON.readTree(expect(200, response, "GET " + path));
  }

  /// The metrics of the process on its management port, in Prometheus' text format.
  public String metrics() throws IOException, InterruptedException {
    if (management == null) {
      throw new IOException("The management port is out of reach");
    }
    var path = "/q/metrics";
    var request = HttpRequest.newBuilder(management.resolve(path)).timeout(PATIENCE).build();
    return expect(200, http.send(request, BodyHandlers.ofString()), "GET " + path);
  }

  /// Whether Offload says that a task has ended.
  public boolean hasEnded(String id) {
    try {
      return task(id).hasEnded();
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// The answer to a call without a body.
  public int status(String method, String path) throws IOException, InterruptedException {
    var request = to(path).method(method, BodyPublishers.noBody()).build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /// Sends `body` with this method and gives the answer, which is to be a success.
  public JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        to(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    var response = ask(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new Refused(method + " " + path, response.statusCode(), response.body());
    }
    return JSON.readTree(response.body());
  }

  /// The bytes at an address of this API, such as a file's `href`.
  public byte[] download(String path) throws IOException, InterruptedException {
    var response = http.send(to(path).build(), BodyHandlers.ofByteArray());
    return expect(200, response, "GET " + path);
  }

  @Override
  public void close() {
    http.close();
  }

  /// Sends it, and again while Offload is too busy. What it did not answer in time may be done
  /// nevertheless, so a task without a key may run twice.
  private <T> HttpResponse<T> ask(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    var response = http.send(request, handler);
    for (int again = 0; again < AGAIN && isBusy(response); again++) {
      Thread.sleep(SOON);
      response = http.send(request, handler);
    }
    return response;
  }

  /// A full disk asks for a longer pause.
  private static boolean isBusy(HttpResponse<?> response) {
    return response.statusCode() == 503
        && response.headers().firstValueAsLong("Retry-After").orElse(Long.MAX_VALUE)
            <= SOON.toSeconds();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + apiKey);
  }

  private static <T> T expect(int status, HttpResponse<T> response, String call) throws Refused {
    if (response.statusCode() != status) {
      var body = response.body();
      throw new Refused(
          call, response.statusCode(), body instanceof String text ? text : "(bytes)");
    }
    return response.body();
  }
}
