package dev.offload.bench.beside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.e2e.process.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// BullMQ in three processes: Redis, a web process that takes tasks with fastify, and a worker
/// that runs fifty at once. Redis appends all that is written to a file, and has it on disk a
/// second later.
final class BullMq implements Peer {
  static final List<String> PROGRAMS = List.of("redis-server", "node", "npm");
  static final String INSTALL =
      "BullMQ needs Redis 6.2 or later and Node.js 20 or later with npm, for example Debian 13's "
          + "packages redis-server, nodejs and npm.";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONCURRENCY = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Processes processes;
  private final URI url;
  private final Map<String, String> versions;

  private BullMq(Processes processes, JsonNode web) {
    this.processes = processes;
    this.url = URI.create(web.path("url").asText());
    this.versions = new LinkedHashMap<>();
    web.path("versions")
        .properties()
        .forEach(one -> versions.put(one.getKey(), one.getValue().asText()));
  }

  /// Installs what is not there yet, and returns when all three processes are ready.
  static BullMq start(Home home) throws IOException, InterruptedException {
    Path project = NodeProject.in(home).directory();
    Processes processes = Processes.none();
    try {
      String port = String.valueOf(freePort());
      processes
          .start("redis-server", processes.scratch(), redis(port))
          .awaitLine("Ready to accept");
      String line =
          processes.start("web", project, List.of("node", "web.js", port)).awaitLine("{\"url\"");
      processes
          .start("worker", project, List.of("node", "worker.js", port, String.valueOf(CONCURRENCY)))
          .awaitLine("ready");
      return new BullMq(processes, JSON.readTree(line));
    } catch (IOException | InterruptedException | RuntimeException e) {
      processes.close();
      throw e;
    }
  }

  private static List<String> redis(String port) {
    return List.of(
        "redis-server",
        "--port",
        port,
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "yes",
        "--appendfsync",
        "everysec",
        "--maxmemory-policy",
        "noeviction");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public String name() {
    return "BullMQ";
  }

  @Override
  public URI url() {
    return url;
  }

  /// It asks for none.
  @Override
  public String apiKey() {
    return "none";
  }

  /// Empties Redis, which would otherwise keep all ended tasks in memory.
  @Override
  public void begin() throws IOException, InterruptedException {
    var _ = call("POST", "/clear");
  }

  @Override
  public void pause() throws IOException, InterruptedException {
    var _ = call("POST", "/pause");
  }

  @Override
  public void resume() throws IOException, InterruptedException {
    var _ = call("POST", "/resume");
  }

  /// What is accepted waits at once.
  @Override
  public int awaitWaiting() throws IOException, InterruptedException {
    return call("GET", "/counts").path("waiting").asInt();
  }

  @Override
  public boolean haveSucceeded(int count) throws IOException, InterruptedException {
    JsonNode counts = call("GET", "/counts");
    if (counts.path("failed").asInt() > 0) {
      throw new IllegalStateException("tasks of BullMQ have failed: " + counts);
    }
    return counts.path("completed").asInt() >= count;
  }

  @Override
  public Duration cpu() {
    return processes.cpu();
  }

  @Override
  public String remark() {
    return "BullMQ: fastify, one worker process that runs %d at once, Redis with appendonly and"
            .formatted(CONCURRENCY)
        + " appendfsync everysec. It promises less for a task: docs/performance.md says what.";
  }

  @Override
  public Map<String, String> versions() {
    return Map.copyOf(versions);
  }

  private JsonNode call(String method, String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.noBody())
            .build();
    var response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(
          "%s %s: %d %s".formatted(method, path, response.statusCode(), response.body()));
    }
    return JSON.readTree(response.body());
  }

  @Override
  public void close() throws IOException {
    http.close();
    processes.close();
  }
}
