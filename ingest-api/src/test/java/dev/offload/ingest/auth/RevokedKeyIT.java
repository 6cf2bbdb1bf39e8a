package dev.offload.ingest.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.BatchClient;
import dev.offload.ingest.rig.EventStream;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.testkit.KafkaForTests;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is still open with a key when it is deleted.
@IngestTest
class RevokedKeyIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();

  /// Of this size a tenant alone may send five at once.
  private static final int BODY = 200_000;

  private final String tenant = "revoked-" + TENANTS.incrementAndGet();
  @Inject OpenCalls calls;
  @TestHTTPResource private URI base;
  private String key;

  @BeforeEach
  void makeKey() {
    Api.awaitReadiness();
    key = Api.newKey(tenant, "read", "submit");
  }

  @Test
  void streamsOfADeletedKeyEndAndOthersGoOn() {
    Task task = task();
    String another = Api.newKey(tenant, "read");
    try (EventStream all = stream("/v1/events", key);
        EventStream one = stream("/v1/tasks/" + task.id() + "/events", key);
        EventStream others = stream("/v1/events", another)) {
      assertThat(one.next().id()).isEqualTo("1");

      delete();

      await().until(all::isOver);
      await().until(one::isOver);
      assertThat(others.isOver()).isFalse();
      assertThat(calls.of(id(another))).hasSize(1);
    }
  }

  @Test
  void waitingRequestsOfADeletedKeyAreRefused() {
    Task task = task();
    CompletableFuture<Response> get =
        begin(
            () -> Api.with(key).header("Prefer", "wait=59").get("/v1/tasks/{id}", "" + task.id()));
    CompletableFuture<Response> post =
        begin(
            () ->
                Api.with(key)
                    .header("Prefer", "wait=59")
                    .contentType("application/json")
                    .body("{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}}")
                    .post("/v1/tasks"));
    await()
        .untilAsserted(
            () -> assertThat(calls.of(id(key))).hasSize(2).allMatch(OpenCall::endsItself));

    delete();

    get.join().then().statusCode(401).body("code", equalTo("unauthenticated"));
    post.join().then().statusCode(401).body("code", equalTo("unauthenticated"));
  }

  @Test
  void batchOfADeletedKeyEnds() {
    try (BatchClient batch = BatchClient.open(base, key)) {
      batch.send("{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}}\n");
      assertThat(batch.next().get("status").asInt()).isEqualTo(202);

      delete();

      assertThatThrownBy(batch::next).isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void uploadOfADeletedKeyEnds() throws IOException {
    try (Socket upload = new Socket(base.getHost(), base.getPort())) {
      upload
          .getOutputStream()
          .write(
              """
              POST /v1/files?name=a.txt HTTP/1.1\r
              Host: localhost\r
              Authorization: Bearer %s\r
              Content-Type: text/plain\r
              Content-Length: 100000\r
              \r
              the beginning\
              """
                  .formatted(key)
                  .getBytes(US_ASCII));
      await().until(() -> calls.of(id(key)).size() == 1);

      delete();

      upload.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
      assertThat(answerTo(upload)).doesNotContain("201");
    }
  }

  @Test
  void bodyThatWaitedForRoomIsNotTaken() throws IOException {
    String others = Api.newKey(tenant, "submit");
    List<Socket> slow = new ArrayList<>();
    try (Socket late = new Socket(base.getHost(), base.getPort())) {
      for (int sent = 0; sent + BODY <= Surroundings.MAX_BODIES / 2; sent += BODY) {
        slow.add(new Socket(base.getHost(), base.getPort()));
        slow.getLast().getOutputStream().write(head(others));
      }
      await().until(() -> calls.of(id(others)).size() == slow.size());
      late.getOutputStream().write(head(key));
      late.getOutputStream().write(body("late"));
      await().until(() -> calls.of(id(key)).size() == 1);

      delete();

      for (Socket socket : slow) {
        socket.close();
      }
      late.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
      assertThat(answerTo(late)).doesNotContain("202");
      await().until(() -> submit(others).statusCode() == 202);
      assertThat(Stream.of(Topics.direct("parcel"), Topics.COMMANDS).flatMap(this::submitted))
          .containsExactly("x");
    }
  }

  private Stream<String> submitted(Topic<? extends Command> topic) {
    return Log.values(topic).stream()
        .filter(SubmitTask.class::isInstance)
        .map(SubmitTask.class::cast)
        .filter(task -> task.tenant().equals(tenant))
        .map(task -> task.input().path("to").asText());
  }

  private static Response submit(String key) {
    return Api.with(key)
        .contentType("application/json")
        .body("{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}}")
        .post("/v1/tasks");
  }

  private static byte[] head(String key) {
    return """
    POST /v1/tasks HTTP/1.1\r
    Host: localhost\r
    Authorization: Bearer %s\r
    Content-Type: application/json\r
    Content-Length: %d\r
    \r
    """
        .formatted(key, BODY)
        .getBytes(US_ASCII);
  }

  private static byte[] body(String to) {
    String task = "{\"type\": \"parcel\", \"input\": {\"to\": \"%s\"}}".formatted(to);
    return (task + " ".repeat(BODY - task.length())).getBytes(US_ASCII);
  }

  @Test
  void everyReplicaEndsItsCallsAndStartsNoOthers() throws InterruptedException {
    KeyRing replica =
        new KeyRing(KafkaForTests.connection(), KeysIT.patientConfig(), new OpenCalls());
    try {
      ApiKeyToken token = ApiKeyToken.parse(key).orElseThrow();
      Authentication.Known known = (Authentication.Known) replica.authenticate(token);
      AtomicInteger cuts = new AtomicInteger();
      OpenCall call = new OpenCall(cuts::incrementAndGet);
      assertThat(replica.open(known.key(), call)).isTrue();

      delete();

      await().untilAtomic(cuts, equalTo(1));
      assertThat(replica.open(known.key(), new OpenCall(() -> {}))).isFalse();
    } finally {
      replica.close();
    }
  }

  @Test
  void endedCallsAreForgotten() {
    Task task = task();
    Api.with(key).get("/v1/tasks").then().statusCode(200);
    Api.with(key).get("/v1/tasks/tsk_none").then().statusCode(404);
    Api.upload(key, "content");
    stream("/v1/tasks/" + task.id() + "/events", key).close();
    try (BatchClient batch = BatchClient.open(base, key)) {
      batch.send("{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}}\n");
      batch.next();
    }

    await().until(() -> calls.of(id(key)).size() == 0);
  }

  private static CompletableFuture<Response> begin(Supplier<Response> request) {
    return CompletableFuture.supplyAsync(request, run -> Thread.ofVirtual().start(run));
  }

  private Task task() {
    try (LogWriter log = LogWriter.open()) {
      Task task = log.write(TestTasks.queued(0).tenant(tenant));
      await().until(() -> Api.with(key).get("/v1/tasks/{id}", "" + task.id()).statusCode() == 200);
      await().until(() -> calls.of(id(key)).size() == 0);
      return task;
    }
  }

  private EventStream stream(String path, String key) {
    return EventStream.open(base.resolve(path), key, null);
  }

  private void delete() {
    Api.bootstrap().delete("/v1/keys/" + id(key)).then().statusCode(204);
  }

  private static String id(String key) {
    return key.split("_", -1)[1];
  }

  /// Nothing, where the connection is closed.
  private static String answerTo(Socket socket) {
    try {
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    } catch (IOException _) {
      return "";
    }
  }
}
