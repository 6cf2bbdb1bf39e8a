package dev.offload.ingest.live;

import static dev.offload.ingest.rig.TestTasks.next;
import static dev.offload.ingest.rig.TestTasks.queued;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.LoggedErrors;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients that hang up, each in the middle of something.
@IngestTest
class GoneClientIT {
  private static final String TENANT = "gone-clients";
  private static final TextNode KILOBYTES = TextNode.valueOf("x".repeat(60 * 1024));

  @Inject OpenStreams streams;
  @TestHTTPResource private URI base;
  private String key;
  private Task task;

  @BeforeEach
  void makeTask() {
    Api.awaitReadiness();
    key = Api.newKey(TENANT, "read", "submit");
    try (LogWriter log = LogWriter.open()) {
      task = log.write(queued(0).tenant(TENANT));
    }
    await().until(() -> Api.with(key).get("/v1/tasks/{id}", "" + task.id()).statusCode() == 200);
  }

  @Test
  void hangingUpIsNotAnError() throws IOException {
    String file = Api.upload(key, "x".repeat(900_000));
    try (LoggedErrors errors = LoggedErrors.listen();
        LogWriter log = LogWriter.open()) {
      hangUp(ask("GET /v1/events", "\r\n"), 200);
      hangUp(ask("GET /v1/tasks/" + task.id() + "/events", "\r\n"), 200);
      hangUp(ask("GET /v1/files/" + file, "\r\n"), 200);
      hangUp(ask("GET /v1/tasks?limit=200", "\r\n"), 0);
      hangUp(ask("GET /v1/tasks/" + task.id(), "Prefer: wait=59\r\n\r\n"), 0);
      hangUp(ask("POST /v1/tasks", body("application/json") + "{\"type\": "), 0);
      hangUp(ask("POST /v1/tasks/batch", body("application/x-ndjson") + "{\"type\": "), 0);
      hangUp(ask("POST /v1/files?name=a", body("text/plain") + "the beginning"), 0);
      hangUp(
          ask(
              "POST /v1/files",
              body("multipart/form-data; boundary=b") + "--b\r\nContent-Disposition: form-"),
          0);

      // What would have been told to those who have gone.
      Task running = log.write(next(task).running(1).result(KILOBYTES));
      log.write(next(running).state(TaskState.SUCCEEDED));

      await().until(() -> streams.count(TENANT) == 0);
      await().during(Duration.ofSeconds(2)).untilAsserted(() -> assertThat(errors.all()).isEmpty());
    }
  }

  private Socket ask(String line, String rest) throws IOException {
    Socket socket = new Socket(base.getHost(), base.getPort());
    String head = "%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n";
    socket.getOutputStream().write((head.formatted(line, key) + rest).getBytes(US_ASCII));
    return socket;
  }

  private static String body(String type) {
    return "Content-Type: " + type + "\r\nContent-Length: 100000\r\n\r\n";
  }

  /// After so many bytes of the answer, and without a farewell.
  private static void hangUp(Socket socket, int bytes) throws IOException {
    try (socket) {
      assertThat(socket.getInputStream().readNBytes(bytes)).hasSize(bytes);
      socket.setSoLinger(true, 0);
    }
  }
}
