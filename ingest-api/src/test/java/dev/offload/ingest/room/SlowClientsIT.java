package dev.offload.ingest.room;

import static dev.offload.ingest.rig.TestTasks.queued;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.LoggedErrors;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.schemas.task.Task;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients that take their time, at both ends of a request.
@IngestTest
class SlowClientsIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final TextNode KILOBYTES = TextNode.valueOf("x".repeat(60 * 1024));

  /// Of this size a tenant alone may send as many as [#AT_ONCE].
  private static final int BODY = 200_000;

  private static final int AT_ONCE = Surroundings.MAX_BODIES / 2 / BODY;

  /// Their answers are larger than what sockets take by themselves.
  private static final int REQUESTS = 500;

  @TestHTTPResource private URI server;
  @Inject MeterRegistry meters;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
  }

  @Test
  void tenantThatSendsManyBodiesSlowlyWaitsAloneForRoom() throws IOException {
    String slowKey = Api.newKey("slow-bodies", "submit");
    String otherKey = Api.newKey("other-bodies", "submit");
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < AT_ONCE; i++) {
        slow.add(begin(slowKey));
      }

      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  submit(slowKey)
                      .then()
                      .statusCode(429)
                      .contentType("application/problem+json")
                      .header("Retry-After", "2")
                      .body("code", equalTo("rate-limited")));
      submit(otherKey).then().statusCode(202);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    await().atMost(LONG).untilAsserted(() -> submit(slowKey).then().statusCode(202));
  }

  @Test
  void onlyTheClientThatDoesNotReadItsAnswersIsCutOff() throws IOException {
    String key = Api.newKey("unread", "read");
    String otherKey = Api.newKey("unread-not", "read");
    String large = write("unread");
    String other = write("unread-not");
    double before = cutOff();
    try (LoggedErrors errors = LoggedErrors.listen();
        Socket socket = connect()) {
      String request =
          "GET /v1/tasks/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
              .formatted(large, key);
      await().atMost(LONG).until(() -> Api.with(key).get("/v1/tasks/" + large).statusCode() == 200);

      boolean isCutOff = !isTaken(socket, request.repeat(REQUESTS));

      await().atMost(LONG).until(() -> cutOff() > before);
      await().atMost(LONG).until(() -> isCutOff || !isTaken(socket, "\r\n"));
      assertThat(errors.all()).isEmpty();
    }
    assertThat(Api.with(otherKey).get("/v1/tasks/" + other).statusCode()).isEqualTo(200);
  }

  private double cutOff() {
    return meters.find("offload.clients.cut").counters().stream().mapToDouble(Counter::count).sum();
  }

  private static String write(String tenant) {
    try (LogWriter log = LogWriter.open()) {
      Task task = log.write(queued(0).tenant(tenant).result(KILOBYTES));
      return task.id().toString();
    }
  }

  private static Response submit(String key) {
    String head = "{\"type\": \"parcel\", \"input\": {\"to\": \"";
    String body = head + "x".repeat(BODY - head.length() - 3) + "\"}}";
    return Api.with(key).contentType("application/json").body(body).post("/v1/tasks");
  }

  /// A submission whose body has hardly begun.
  private Socket begin(String key) throws IOException {
    Socket socket = connect();
    send(
        socket,
        """
        POST /v1/tasks HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        {"type":\
        """
            .formatted(key, BODY));
    return socket;
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  /// False once the server has ended the connection. An empty line before a request means nothing
  /// to a server that still listens.
  private static boolean isTaken(Socket socket, String text) {
    try {
      send(socket, text);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
