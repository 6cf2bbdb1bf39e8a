package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Many endpoints get the same events, first healthy ones alone and then beside others that are
/// dead, hang or refuse. The healthy ones must hardly notice. At last, as many webhooks as possible
/// go to one endpoint, and the same requests from a plain HTTP client to the same receiver.
///
/// @param data an empty directory
public record EndpointsDrill(Home home, Path data, Load load, Expectation expectation) {
  private static final int HEALTHY_NETWORK = 12;
  private static final int REFUSING_NETWORK = 13;
  private static final int HANGING_NETWORK = 14;
  private static final int DEAD_NETWORK = 15;
  private static final int SPEED_NETWORK = 16;
  private static final int NO_CONTENT = 204;
  private static final int TOO_MANY = 429;

  /// As many connections as Offload has to one receiver.
  private static final int PLAIN_CONNECTIONS = 16;

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /// @param endpoints all of them: a tenth is dead, a tenth hangs, a twentieth refuses
  /// @param events how many tasks end, in each of two rounds
  /// @param perSecond how many tasks are submitted in a second
  /// @param atOnce how many webhooks go to one endpoint as fast as possible
  public record Load(int endpoints, int events, int perSecond, int atOnce) {
    int dead() {
      return endpoints / 10;
    }

    int hanging() {
      return endpoints / 10;
    }

    int refusing() {
      return endpoints / 20;
    }

    int healthy() {
      return endpoints - dead() - hanging() - refusing();
    }
  }

  /// @param slower how many times longer 99 of 100 webhooks may take beside the bad endpoints
  /// @param quick they may take so many times this, even if they were quicker without them
  public record Expectation(int slower, Duration quick) {
    Duration limit(Duration alone) {
      return (alone.compareTo(quick) > 0 ? alone : quick).multipliedBy(slower);
    }
  }

  public Findings run() throws IOException, InterruptedException {
    var findings = new Findings();
    findings.note(
        "%d healthy endpoints, %d dead, %d hanging, %d that answer 429; %d events, %d in a second"
            .formatted(
                load.healthy(),
                load.dead(),
                load.hanging(),
                load.refusing(),
                load.events(),
                load.perSecond()));
    var options = List.of("-Doffload.endpoints.per-tenant=" + (load.endpoints() + 1));
    try (var offload = StandaloneProcess.on(home, data, options, List.of());
        var client = OffloadClient.of(offload.ready());
        var healthy = Arrivals.open(HEALTHY_NETWORK, load.healthy(), NO_CONTENT);
        var refusing = Arrivals.open(REFUSING_NETWORK, load.refusing(), TOO_MANY);
        var hanging = Hanging.open(load.hanging())) {
      List<String> endpoints = new ArrayList<>(create(client, healthy.urls()));
      measure(client, healthy, Math.ceilDiv(load.events(), 10), "warm-up", findings);
      Duration alone = measure(client, healthy, load.events(), "alone", findings);
      endpoints.addAll(create(client, refusing.urls()));
      endpoints.addAll(create(client, hanging.urls()));
      endpoints.addAll(create(client, dead()));
      Duration beside = measure(client, healthy, load.events(), "beside the bad ones", findings);
      findings.note(
          "99 of 100 came within %d ms alone and %d ms beside the bad ones"
              .formatted(alone.toMillis(), beside.toMillis()));
      if (refusing.count() == 0) {
        findings.fault("nothing was sent to the endpoints that refuse");
      }
      if (beside.compareTo(expectation.limit(alone)) > 0) {
        findings.fault(
            "healthy endpoints waited for %d ms beside the bad ones, %d ms alone"
                .formatted(beside.toMillis(), alone.toMillis()));
      }
      for (String endpoint : endpoints) {
        client.status("DELETE", "/v1/webhooks/" + endpoint);
      }
      compareSpeed(client, findings);
    }
    return findings;
  }

  private static List<String> create(OffloadClient client, List<URI> urls)
      throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    for (URI url : urls) {
      JsonNode endpoint = JsonNodeFactory.instance.objectNode().put("url", url.toString());
      ids.add(client.send("POST", "/v1/webhooks", endpoint.toString()).path("id").asText());
    }
    return ids;
  }

  /// Addresses at which nobody listens.
  private List<URI> dead() {
    return IntStream.rangeClosed(1, load.dead())
        .mapToObj(i -> URI.create("http://127.0.%d.%d:9/hook".formatted(DEAD_NETWORK, i)))
        .toList();
  }

  /// How long after the end of a task 99 of 100 webhooks came to the healthy endpoints.
  private Duration measure(
      OffloadClient client, Arrivals healthy, int events, String what, Findings findings)
      throws IOException, InterruptedException {
    healthy.forget();
    long begin = System.nanoTime();
    for (int i = 0; i < events; i++) {
      client.submit(Probes.sleeping(Duration.ZERO));
      long due = begin + Duration.ofSeconds(i + 1L).toNanos() / load.perSecond();
      Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
    }
    int expected = events * load.healthy();
    if (!Patience.until(() -> healthy.count() >= expected, LOOK_AGAIN, PATIENCE)) {
      findings.fault(
          "%s: %d of %d webhooks came within %s"
              .formatted(what, healthy.count(), expected, PATIENCE));
    }
    var delays = healthy.all().stream().map(Arrivals.Arrival::after).sorted().toList();
    Duration most = delays.get(Math.min(delays.size() - 1, delays.size() * 99 / 100));
    findings.note(
        "%s: %d webhooks, half within %d ms, 99 of 100 within %d ms, all within %d ms"
            .formatted(
                what,
                delays.size(),
                delays.get(delays.size() / 2).toMillis(),
                most.toMillis(),
                delays.getLast().toMillis()));
    return most;
  }

  private void compareSpeed(OffloadClient client, Findings findings)
      throws IOException, InterruptedException {
    try (var sink = Arrivals.open(SPEED_NETWORK, 1, NO_CONTENT)) {
      create(client, sink.urls());
      var tasks =
          IntStream.range(0, load.atOnce()).mapToObj(_ -> Probes.sleeping(Duration.ZERO)).toList();
      var _ = client.submitAll(tasks);
      if (!Patience.until(() -> sink.count() >= load.atOnce(), LOOK_AGAIN, PATIENCE)) {
        findings.fault("only %d webhooks came within %s".formatted(sink.count(), PATIENCE));
        return;
      }
      List<Arrivals.Arrival> came = sink.all();
      double offload = perSecond(came);
      sink.forget();
      post(sink, came);
      findings.note(
          "%d webhooks to one endpoint: %.0f in a second; a plain HTTP client: %.0f in a second"
              .formatted(came.size(), offload, perSecond(sink.all())));
    }
  }

  private static double perSecond(List<Arrivals.Arrival> came) {
    var times = came.stream().map(Arrivals.Arrival::at).sorted().toList();
    var took = Duration.between(times.getFirst(), times.getLast());
    return came.size() / (Math.max(1, took.toMillis()) / 1000.0);
  }

  /// Posts the same bodies once more, from this process.
  private static void post(Arrivals sink, List<Arrivals.Arrival> bodies)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    URI url = sink.urls().getFirst();
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Void> client =
          () -> {
            for (int n = next.getAndIncrement(); n < bodies.size(); n = next.getAndIncrement()) {
              var body = BodyPublishers.ofString(bodies.get(n).body());
              http.send(HttpRequest.newBuilder(url).POST(body).build(), BodyHandlers.discarding());
            }
            return null;
          };
      threads.invokeAll(Collections.nCopies(PLAIN_CONNECTIONS, client)).forEach(Future::resultNow);
    }
  }

  /// Receivers that take connections and never answer.
  private static final class Hanging implements AutoCloseable {
    private static final int BACKLOG = 1000;

    private final List<ServerSocket> sockets = new ArrayList<>();

    static Hanging open(int count) throws IOException {
      var hanging = new Hanging();
      for (int i = 1; i <= count; i++) {
        var address = InetAddress.ofLiteral("127.0.%d.%d".formatted(HANGING_NETWORK, i));
        hanging.sockets.add(new ServerSocket(0, BACKLOG, address));
      }
      return hanging;
    }

    List<URI> urls() {
      return sockets.stream()
          .map(
              socket ->
                  URI.create(
                      "http://%s:%d/hook"
                          .formatted(
                              socket.getInetAddress().getHostAddress(), socket.getLocalPort())))
          .toList();
    }

    @Override
    public void close() throws IOException {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
