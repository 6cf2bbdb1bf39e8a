package dev.offload.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.client.Refused;
import dev.offload.e2e.client.SeenTask;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tasks whose sources are at a server on the internet, for which this machine stands.
class UrlSourcesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final byte[] SALES = "region,amount\nnorth,5\nsouth,7\nnorth,1\n".getBytes(UTF_8);

  private static final Map<String, Page> PAGES = new ConcurrentHashMap<>();
  private static final List<String> ASKED = new CopyOnWriteArrayList<>();
  private static StandaloneProcess offload;
  private static OffloadClient client;
  private static HttpServer site;

  /// Writes an answer of the server.
  private interface Page {
    void answer(HttpExchange exchange) throws IOException;
  }

  @BeforeAll
  static void start() throws IOException {
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    site.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          ASKED.add(path);
          PAGES.getOrDefault(path, UrlSourcesIT::missing).answer(exchange);
          exchange.close();
        });
    site.start();
    offload =
        StandaloneProcess.ephemeral(
            Home.here(), List.of("-Doffload.fetch.allowed-addresses=127.0.0.1/32"));
    client = OffloadClient.of(offload.ready());
  }

  private static void missing(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(404, -1);
  }

  private static Page file(byte[] content) {
    return exchange -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    };
  }

  private static Page redirect(String location) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    offload.close();
    site.stop(0);
  }

  @Test
  void pictureIsFetchedOnceAndMadeSmaller() throws Exception {
    PAGES.put("/photo.png", file(photo()));

    SeenTask done =
        ended(
            submit(
                ("{'type': 'image', 'input': {'source': {'url': '%s'}, 'outputs':"
                        + " [{'name': 'small', 'format': 'png', 'resize': {'width': 64}}]}}")
                    .formatted(url("/photo.png"))));

    assertThat(done.state()).isEqualTo("succeeded");
    assertThat(done.result().path("width").asInt()).isEqualTo(512);
    assertThat(done.result().at("/outputs/0/width").asInt()).isEqualTo(64);
    assertThat(StreamSupport.stream(done.json().path("attempts").spliterator(), false))
        .extracting(row -> row.path("number").asInt(), row -> row.path("outcome").asText())
        .containsExactly(tuple(1, "delegated"), tuple(1, "succeeded"));
    assertThat(ASKED.stream().filter("/photo.png"::equals)).hasSize(1);
  }

  @Test
  void reportReadsFilesAndUrlsTogether() throws Exception {
    PAGES.put("/moved.csv", redirect("/sales.csv"));
    PAGES.put("/sales.csv", file(SALES));
    String people = client.upload("region,who\nnorth,Ada\n".getBytes(UTF_8), "text/csv");

    SeenTask done =
        ended(
            submit(
                ("{'type': 'report', 'input': {'formats': ['csv'], 'query':"
                        + " 'SELECT who, sum(amount)::INT AS total FROM sales JOIN people USING (region)"
                        + " GROUP BY who', 'sources': [{'name': 'sales', 'url': '%s'},"
                        + " {'name': 'people', 'file': '%s'}]}}")
                    .formatted(url("/moved.csv"), people)));

    assertThat(done.state()).as("%s", done.json()).isEqualTo("succeeded");
    assertThat(new String(client.download(done.json().at("/files/0/href").asText()), UTF_8))
        .isEqualTo("who,total\r\nAda,6\r\n");
  }

  @Test
  void taskThatWaitsForItsSourceIsCancelledWithIt() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    site.createContext(
        "/slow",
        exchange -> {
          asked.countDown();
          exchange.sendResponseHeaders(200, 0);
          try {
            while (over.getCount() > 0) {
              exchange.getResponseBody().write(1);
              exchange.getResponseBody().flush();
              Thread.sleep(1);
            }
          } catch (IOException e) {
            over.countDown();
            throw e;
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    String task = image(url("/slow"));
    asked.await();
    Awaitility.await().atMost(PATIENCE).until(() -> client.task(task).progress().equals("0/1"));
    assertThat(client.task(task).state()).isEqualTo("running");

    client.cancel(task);

    assertThat(ended(task).state()).isEqualTo("cancelled");
    over.await();
  }

  @Test
  void taskWhoseSourceWasMissingRunsAgainOnceItIsThere() throws Exception {
    String task = image(url("/late.png"));
    SeenTask failed = ended(task);
    assertThat(failed.state()).isEqualTo("failed");
    assertThat(failed.errorCode()).isEqualTo("source-not-found");
    assertThat(failed.json().at("/error/message").asText())
        .isEqualTo("source %s: the server answered 404".formatted(url("")));
    PAGES.put("/late.png", file(photo()));

    client.retry(task);

    Awaitility.await().atMost(PATIENCE).until(() -> client.task(task).state().equals("succeeded"));
    assertThat(ASKED.stream().filter("/late.png"::equals)).hasSize(2);
  }

  @Test
  void addressInsideIsNotAskedThoughAPublicServerRedirectsThere() throws Exception {
    PAGES.put("/inside", redirect("http://169.254.169.254/latest"));

    SeenTask failed = ended(image(url("/inside")));

    assertThat(failed.errorCode()).isEqualTo("source-forbidden");
  }

  @Test
  void urlThatCannotBeFetchedIsNotAccepted() {
    assertThatThrownBy(() -> image("http://me:secret@shop.example/"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("422");
  }

  private static String submit(String task) throws IOException, InterruptedException {
    return client.submit(JSON.readTree(task.replace('\'', '"'))).id();
  }

  private static String image(String url) throws IOException, InterruptedException {
    return submit("{'type': 'image', 'input': {'source': {'url': '%s'}}}".formatted(url));
  }

  private static SeenTask ended(String task) throws IOException, InterruptedException {
    Awaitility.await().atMost(PATIENCE).until(() -> client.hasEnded(task));
    return client.task(task);
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + site.getAddress().getPort() + path;
  }

  private static byte[] photo() throws IOException {
    try (InputStream photo = UrlSourcesIT.class.getResourceAsStream("/pictures/astronaut.png")) {
      return photo.readAllBytes();
    }
  }
}
