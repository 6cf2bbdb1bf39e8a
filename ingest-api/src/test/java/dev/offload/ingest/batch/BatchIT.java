package dev.offload.ingest.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.BatchClient;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.RawHttp;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class BatchIT {
  private static final String KEY = "idempotencyKey";

  @TestHTTPResource private URI server;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
  }

  @Test
  void eachLineIsAcceptedOrRefusedByItselfInOrder() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    add(body, parcel("Zürich") + "\n");
    add(body, "{\"type\": \"parcel\",\n");
    add(body, "\r\n \t\n");
    add(body, "{\"type\": \"spaceship\", \"input\": {}}\n");
    add(body, "{\"type\": \"parcel\", \"input\": {\"to\": \"");
    body.write(0xFF);
    add(body, "\"}}\n");
    add(body, "{\"type\": \"parcel\", \"input\": {\"to\": \"" + "x".repeat(400_000) + "\"}}\n");
    add(body, "{\"type\": \"parcel\", \"input\": {\"to\": \"" + "x".repeat(262_144) + "\"}}\n");
    add(body, "{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}, \"colour\": \"red\"}\n");
    add(body, "{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}, \"" + KEY + "\": \"\"}\r\n");
    add(body, "[]\n");
    add(body, parcel("the last one"));

    List<JsonNode> answers = send(body.toByteArray());

    assertThat(answers)
        .extracting(BatchIT::told)
        .containsExactly(
            "1 202 queued",
            "2 400 malformed-json",
            "5 422 unknown-type",
            "6 400 malformed-json",
            "7 413 too-large",
            "8 413 too-large",
            "9 422 invalid-task",
            "10 422 invalid-task",
            "11 422 invalid-task",
            "12 202 queued");
    assertThat(answers.get(1).at("/problem/detail").asText()).contains("line 2, column");
    assertThat(answers.get(3).at("/problem/detail").asText()).contains("byte 36", "line 6");
    assertThat(answers.get(6).at("/problem/errors/0/pointer").asText()).isEqualTo("/colour");
    assertThat(answers.get(7).at("/problem/errors/0/pointer").asText()).isEqualTo("/" + KEY);
  }

  @Test
  void answersArriveWhileLinesAreSentAndMatchTheLog() {
    try (BatchClient client = client()) {
      for (String to : List.of("first", "second")) {
        client.send(parcel(to) + "\n");
        JsonNode answer = client.next();

        assertThat(answer.path("status").asInt()).isEqualTo(202);
        assertThat(submitted(answer).input().path("to").asText()).isEqualTo(to);
      }
      client.end();
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void asManyLinesAsAllowedAreTakenAndNoMore() {
    String body = (parcel("many") + "\n").repeat(Surroundings.MAX_BATCH_LINES + 10);

    List<JsonNode> answers = send(body.getBytes(UTF_8));

    assertThat(answers).hasSize(Surroundings.MAX_BATCH_LINES + 1);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < Surroundings.MAX_BATCH_LINES; i++) {
      assertThat(told(answers.get(i))).isEqualTo((i + 1) + " 202 queued");
      ids.add(answers.get(i).at("/task/id").asText());
    }
    assertThat(ids).hasSize(Surroundings.MAX_BATCH_LINES);
    assertThat(told(answers.getLast()))
        .isEqualTo((Surroundings.MAX_BATCH_LINES + 1) + " 413 too-large");
  }

  @Test
  void keyInALineIsTheKeyOfAHeader() {
    String task = parcel("once");
    String line = task.substring(0, task.length() - 1) + ", \"" + KEY + "\": \"batch-1\"}\n";
    try (var _ = new StandInLifecycle()) {
      List<JsonNode> answers = send((line + line + line.replace("once", "twice")).getBytes(UTF_8));

      assertThat(answers)
          .extracting(BatchIT::told)
          .containsExactly("1 202 queued", "2 202 queued", "3 422 idempotency-mismatch");
      String id = answers.getFirst().at("/task/id").asText();
      assertThat(id).isEqualTo(TaskId.derived(Surroundings.TENANT, "batch-1").toString());
      assertThat(answers.get(1).at("/task/id").asText()).isEqualTo(id);
      String again =
          Api.bootstrap()
              .header("Idempotency-Key", "batch-1")
              .contentType("application/json")
              .body(task)
              .post("/v1/tasks")
              .then()
              .statusCode(202)
              .extract()
              .path("id");
      assertThat(again).isEqualTo(id);
    }
  }

  @Test
  void halfALineOfABrokenConnectionIsNotSubmitted() {
    String first;
    try (BatchClient client = client()) {
      client.send(parcel("whole") + "\n");
      first = client.next().at("/task/id").asText();
      client.send(parcel("half of a longer line"));
    }

    send((parcel("later") + "\n").getBytes(UTF_8));

    assertThat(Log.of(Topics.BATCHES, first)).hasSize(1);
    assertThat(Log.values(Topics.BATCHES))
        .extracting(task -> task.input().path("to").asText())
        .contains("whole", "later")
        .doesNotContain("half of a longer line");
  }

  @Test
  void aClientThatDoesNotReadIsHeldUpAndCutOff() {
    // Each answer has 20 KB: all of them are more than sockets take in by themselves.
    byte[] lines = withManyWebhooks("unread").repeat(100).getBytes(UTF_8);
    int most = Surroundings.MAX_BATCH_LINES / 100;
    AtomicInteger sent = new AtomicInteger();
    try (BatchClient client = client()) {
      Thread sending = Thread.ofVirtual().start(() -> sendUntilCutOff(client, lines, most, sent));
      await().atMost(Duration.ofMinutes(2)).until(() -> !sending.isAlive());
    }

    assertThat(sent).hasValueLessThan(most);
    assertThat(send((parcel("next") + "\n").getBytes(UTF_8)))
        .extracting(BatchIT::told)
        .containsExactly("1 202 queued");
  }

  @Test
  void tenantGetsNoMoreBatchesThanItsLimit() throws IOException {
    List<BatchClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < Surroundings.MAX_BATCHES; i++) {
        BatchClient client = client();
        clients.add(client);
        client.send(parcel("one of many") + "\n");
        assertThat(client.next().path("status").asInt()).isEqualTo(202);
      }

      RawHttp.Answer refused = sendWhole(parcel("one too many"));

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.headers()).containsEntry("retry-after", "2");
      assertThat(refused.body()).contains("\"code\":\"rate-limited\"");
    } finally {
      clients.forEach(BatchClient::close);
    }
    await()
        .until(() -> told(send(parcel("room again").getBytes(UTF_8)).getFirst()).contains("202"));
  }

  private RawHttp.Answer sendWhole(String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    String head =
        """
        POST /v1/tasks/batch HTTP/1.1\r
        Authorization: Bearer %s\r
        Content-Type: application/x-ndjson\r
        Content-Length: %d\
        """
            .formatted(Surroundings.BOOTSTRAP_KEY, bytes.length);
    return new RawHttp(server).send(head, bytes);
  }

  private static void sendUntilCutOff(
      BatchClient client, byte[] lines, int most, AtomicInteger sent) {
    try {
      while (sent.get() < most) {
        client.send(lines);
        sent.incrementAndGet();
      }
    } catch (UncheckedIOException _) {
      // The connection is closed.
    }
  }

  private List<JsonNode> send(byte[] body) {
    try (BatchClient client = client()) {
      return client.answersTo(body);
    }
  }

  private BatchClient client() {
    return BatchClient.open(server, Surroundings.BOOTSTRAP_KEY);
  }

  private static SubmitTask submitted(JsonNode answer) {
    var records = Log.of(Topics.BATCHES, answer.at("/task/id").asText());
    assertThat(records).hasSize(1);
    return records.getFirst().value();
  }

  private static String told(JsonNode answer) {
    JsonNode what = answer.has("task") ? answer.at("/task/state") : answer.at("/problem/code");
    return answer.path("line") + " " + answer.path("status") + " " + what.asText();
  }

  private static String parcel(String to) {
    return "{\"type\": \"parcel\", \"input\": {\"to\": \"" + to + "\"}}";
  }

  private static String withManyWebhooks(String to) {
    String webhook = "{\"webhook\": \"http://example.com/" + "x".repeat(2_000) + "\"}";
    String task = parcel(to);
    String webhooks = String.join(",", Collections.nCopies(10, webhook));
    return task.substring(0, task.length() - 1) + ", \"notify\": [" + webhooks + "]}\n";
  }

  private static void add(ByteArrayOutputStream body, String text) {
    body.writeBytes(text.getBytes(UTF_8));
  }
}
