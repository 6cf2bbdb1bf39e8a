package dev.offload.e2e.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Receivers of webhooks, each at an address of loopback of its own, that note what comes and
/// answer at once.
final class Arrivals implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Receivers are counted in the last part of an address, from 1.
  private static final int MOST_OF_A_NETWORK = 250;

  private final List<HttpServer> servers = new ArrayList<>();
  private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final int status;

  /// A webhook that came.
  ///
  /// @param task the task that it is about; empty if it is about none
  /// @param after how long after the end of the task it came
  record Arrival(String webhookId, String task, Instant at, Duration after, String body) {}

  private Arrivals(int status) {
    this.status = status;
  }

  /// Opens `count` receivers at `127.0.network.1` and so on, which answer with `status`.
  static Arrivals open(int network, int count, int status) throws IOException {
    if (count > MOST_OF_A_NETWORK) {
      throw new IllegalArgumentException(
          "receivers must be at most " + MOST_OF_A_NETWORK + ", were " + count);
    }
    Arrivals arrivals = new Arrivals(status);
    for (int i = 1; i <= count; i++) {
      var address = InetAddress.ofLiteral("127.0.%d.%d".formatted(network, i));
      var server = HttpServer.create(new InetSocketAddress(address, 0), 0);
      server.createContext("/", arrivals::take);
      server.setExecutor(arrivals.threads);
      server.start();
      arrivals.servers.add(server);
    }
    return arrivals;
  }

  List<URI> urls() {
    return servers.stream()
        .map(HttpServer::getAddress)
        .map(
            address ->
                URI.create(
                    "http://%s:%d/hook"
                        .formatted(address.getAddress().getHostAddress(), address.getPort())))
        .toList();
  }

  /// How many have come.
  int count() {
    return arrivals.size();
  }

  List<Arrival> all() {
    return List.copyOf(arrivals);
  }

  /// Forgets what has come.
  void forget() {
    arrivals.clear();
  }

  @Override
  public void close() {
    servers.forEach(server -> server.stop(0));
    threads.shutdownNow();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      var now = Instant.now();
      exchange.getResponseHeaders().set("Retry-After", "1");
      exchange.sendResponseHeaders(status, -1);
      JsonNode event = JSON.readTree(body);
      arrivals.add(
          new Arrival(
              String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")),
              event.path("data").path("id").asText(),
              now,
              Duration.between(Instant.parse(event.path("timestamp").asText()), now),
              body));
    }
  }
}
