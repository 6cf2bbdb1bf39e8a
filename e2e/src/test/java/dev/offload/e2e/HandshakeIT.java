package dev.offload.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import dev.offload.testkit.ReceivedRequest;
import dev.offload.testkit.SinkAnswer;
import dev.offload.testkit.WebhookSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An endpoint whose receiver does not want webhooks at first, and then a few a minute.
class HandshakeIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;

  private final Home home = Home.here();

  @Test
  void receiverIsAskedFirstAndGetsNoMoreThanItAllows() throws Exception {
    try (var sink = WebhookSink.start();
        var offload = StandaloneProcess.on(home, data, List.of());
        var client = OffloadClient.of(offload.ready())) {
      sink.willAnswer(
          SinkAnswer.status(405),
          SinkAnswer.status(200)
              .withHeader("WebHook-Allowed-Origin", "*")
              .withHeader("WebHook-Allowed-Rate", "30"));
      String endpoint =
          "/v1/webhooks/"
              + client
                  .send(
                      "POST",
                      "/v1/webhooks",
                      "{\"url\": \"%s\", \"handshake\": true}".formatted(sink.url("/hook")))
                  .path("id")
                  .asText();
      for (int i = 0; i < 4; i++) {
        client.submit(JSON.readTree("{\"type\": \"probe\", \"input\": {}}"));
      }

      Awaitility.await().atMost(PATIENCE).until(() -> posts(sink).size() == 4);

      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> client.get(endpoint).path("consent").path("state").asText().equals("given"));
      assertThat(client.get(endpoint).path("consent").path("perMinute").asInt()).isEqualTo(30);
      List<ReceivedRequest> all = sink.received();
      assertThat(all.subList(0, 2))
          .extracting(ReceivedRequest::method)
          .containsExactly("OPTIONS", "OPTIONS");
      assertThat(all).hasSize(6);
      // One starts each 2 s.
      assertThat(Duration.between(posts(sink).getFirst().at(), posts(sink).getLast().at()))
          .isGreaterThan(Duration.ofSeconds(4));
    }
  }

  private static List<ReceivedRequest> posts(WebhookSink sink) {
    return sink.received().stream().filter(one -> one.method().equals("POST")).toList();
  }
}
