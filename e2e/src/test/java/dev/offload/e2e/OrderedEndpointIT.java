package dev.offload.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import dev.offload.testkit.ReceivedRequest;
import dev.offload.testkit.SinkAnswer;
import dev.offload.testkit.WebhookSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An ordered endpoint whose receiver fails in between, over a restart.
class OrderedEndpointIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;

  private final Home home = Home.here();

  @Test
  void eventsOfATaskArriveInOrderAlthoughTheReceiverFailsAndTheTaskRunsAgain() throws Exception {
    try (var sink = WebhookSink.start()) {
      String task;
      try (var offload = StandaloneProcess.on(home, data, List.of());
          var client = OffloadClient.of(offload.ready())) {
        client.send(
            "POST",
            "/v1/webhooks",
            "{\"url\": \"%s\", \"ordered\": true, \"events\": [\"task.started\", \"task.*\"]}"
                .formatted(sink.url("/hook")));
        sink.willAnswer(SinkAnswer.status(500), SinkAnswer.status(503));
        task = submit(client, "{\"failTimes\": 1}");
        assertThat(client.task(task).state()).isEqualTo("failed");
        assertThat(type(sink.next(PATIENCE))).isEqualTo("task.started");
        client.retry(task);
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> client.task(task).state().equals("succeeded"));
      }
      try (var offload = StandaloneProcess.on(home, data, List.of())) {
        assertThat(offload.ready()).isNotNull();
        Awaitility.await().atMost(PATIENCE).until(() -> sink.received().size() == 6);
      }
      List<String> types = sink.received().stream().map(OrderedEndpointIT::type).toList();
      // Twice it was not accepted.
      assertThat(types)
          .containsExactly(
              "task.started",
              "task.started",
              "task.started",
              "task.failed",
              "task.started",
              "task.succeeded");
    }
  }

  private static String submit(OffloadClient client, String input)
      throws IOException, InterruptedException {
    String task =
        client
            .submit(
                JSON.readTree(
                    "{\"type\": \"probe\", \"input\": %s, \"retry\": {\"maxAttempts\": 1}}"
                        .formatted(input)))
            .id();
    Awaitility.await().atMost(PATIENCE).until(() -> client.hasEnded(task));
    return task;
  }

  private static String type(ReceivedRequest request) {
    try {
      JsonNode body = JSON.readTree(request.body());
      return body.path("type").asText();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
