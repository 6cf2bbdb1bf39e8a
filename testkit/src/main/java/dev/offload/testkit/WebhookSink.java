package dev.offload.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// An HTTP server, on loopback unless told otherwise, that keeps every request it gets and answers
/// as it was told.
///
/// By default it answers 204. The answers of [#willAnswer] are used one per request, in turn.
public final class WebhookSink implements AutoCloseable {
  private static final SinkAnswer DEFAULT_ANSWER = SinkAnswer.status(204);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ReceivedRequest> received = new CopyOnWriteArrayList<>();
  private final BlockingQueue<ReceivedRequest> arriving = new LinkedBlockingQueue<>();
  private final Queue<SinkAnswer> orders = new ConcurrentLinkedQueue<>();

  private WebhookSink(HttpServer server) {
    this.server = server;
  }

  /// Starts a sink on a free port of loopback.
  public static WebhookSink start() throws IOException {
    return startOn(InetAddress.ofLiteral("127.0.0.1"));
  }

  /// Starts a sink on a free port of `address`.
  public static WebhookSink startOn(InetAddress address) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(address, 0), 0);
    var sink = new WebhookSink(server);
    server.createContext("/", sink::take);
    server.setExecutor(sink.threads);
    server.start();
    return sink;
  }

  /// The address of a path of this sink, for example `http://127.0.0.1:41234/done`.
  public URI url(String path) {
    var address = server.getAddress();
    return URI.create(
        "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + path);
  }

  /// Sets the answers to the next requests, one each. After them it answers 204 again.
  public void willAnswer(SinkAnswer... answers) {
    orders.addAll(List.of(answers));
  }

  /// All requests so far, oldest first.
  public List<ReceivedRequest> received() {
    return List.copyOf(received);
  }

  /// Takes the next request that no call of this method has returned yet.
  ///
  /// @throws AssertionError if none comes in time
  public ReceivedRequest next(Duration patience) throws InterruptedException {
    var request = arriving.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (request == null) {
      throw new AssertionError("No request came within " + patience);
    }
    return request;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = read(exchange);
      var ordered = orders.poll();
      received.add(request);
      arriving.add(request);
      answer(exchange, ordered == null ? DEFAULT_ANSWER : ordered);
    }
  }

  private static ReceivedRequest read(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Map<String, List<String>> headers =
        exchange.getRequestHeaders().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT),
                    header -> List.copyOf(header.getValue())));
    return new ReceivedRequest(
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString(),
        headers,
        body,
        Instant.now());
  }

  private static void answer(HttpExchange exchange, SinkAnswer answer) throws IOException {
    if (!waited(answer.delay())) {
      return;
    }
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    var body = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static boolean waited(Duration delay) {
    try {
      Thread.sleep(delay);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
