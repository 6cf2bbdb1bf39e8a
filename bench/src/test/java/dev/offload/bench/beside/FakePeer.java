package dev.offload.bench.beside;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.offload.bench.measure.Subject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Takes tasks over HTTP and counts them as done when somebody asks. While it is paused, all of
/// them wait.
final class FakePeer implements Peer {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String name;
  private final int status;
  private final Queue<String> steps;
  private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
  private boolean isPaused;
  private int done;

  /// @param steps where it notes what it is told, as `name step`
  private FakePeer(HttpServer server, String name, int status, Queue<String> steps) {
    this.server = server;
    this.name = name;
    this.status = status;
    this.steps = steps;
  }

  static FakePeer start(String name, Queue<String> steps) throws IOException {
    return answering(202, name, steps);
  }

  /// Answers each POST with `status`.
  static FakePeer answering(int status, String name, Queue<String> steps) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var peer = new FakePeer(HttpServer.create(address, Subject.CONNECTIONS), name, status, steps);
    peer.server.setExecutor(peer.threads);
    peer.server.createContext("/v1/tasks", peer::take);
    peer.server.start();
    return peer;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      waiting.add(new String(exchange.getRequestBody().readAllBytes(), US_ASCII));
      byte[] answer = "{}".getBytes(US_ASCII);
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public String apiKey() {
    return "key";
  }

  @Override
  public void begin() {
    done = 0;
    steps.add(name + " begin");
  }

  @Override
  public void pause() {
    isPaused = true;
    steps.add(name + " pause");
  }

  @Override
  public void resume() {
    isPaused = false;
    steps.add(name + " resume");
  }

  @Override
  public int awaitWaiting() {
    steps.add(name + " waits with " + waiting.size());
    return waiting.size();
  }

  @Override
  public boolean haveSucceeded(int count) {
    while (!isPaused && waiting.poll() != null) {
      done++;
    }
    return done >= count;
  }

  @Override
  public Duration cpu() {
    return Duration.ofNanos(System.nanoTime());
  }

  @Override
  public String remark() {
    return name + " does nothing";
  }

  @Override
  public Map<String, String> versions() {
    return Map.of(name, "1");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
