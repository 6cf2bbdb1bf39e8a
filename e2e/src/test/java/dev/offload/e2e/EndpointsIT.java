package dev.offload.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
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

/// A tenant's endpoint from its creation to its deletion, over a restart.
class EndpointsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;

  private final Home home = Home.here();

  @Test
  void endpointGetsSignedEventsAndKeepsItsSecretsOverARestart() throws Exception {
    String endpoint;
    String first;
    String second;
    String goneDelivery;
    try (var sink = WebhookSink.start()) {
      try (var offload = StandaloneProcess.on(home, data, List.of());
          var client = OffloadClient.of(offload.ready())) {
        JsonNode created =
            client.send(
                "POST",
                "/v1/webhooks",
                "{\"url\": \"%s\", \"tags\": [\"shop\"], \"concurrency\": 1, %s}"
                    .formatted(sink.url("/hook"), "\"headers\": {\"X-Shop\": \"seven\"}"));
        endpoint = "/v1/webhooks/" + created.path("id").asText();
        first = created.path("secret").asText();

        String other = submit(client, "");
        String task = submit(client, "\"shop\"");
        ReceivedRequest event = sink.next(PATIENCE);
        verify(first, event);
        assertThat(event.body()).contains(task).doesNotContain(other);
        assertThat(event.header("x-shop")).hasValue("seven");

        client.send("POST", endpoint + "/test", "");
        ReceivedRequest test = sink.next(PATIENCE);
        verify(first, test);
        assertThat(JSON.readTree(test.body()).path("type").asText()).isEqualTo("endpoint.test");

        second = client.send("POST", endpoint + "/secret", "").path("secret").asText();
        submit(client, "\"shop\"");
        ReceivedRequest rotated = sink.next(PATIENCE);
        verify(first, rotated);
        verify(second, rotated);
        awaitDeliveries(client, endpoint + "/deliveries?state=succeeded", 3);
      }

      try (var offload = StandaloneProcess.on(home, data, List.of());
          var client = OffloadClient.of(offload.ready())) {
        sink.willAnswer(SinkAnswer.status(410));
        submit(client, "\"shop\"");
        verify(second, sink.next(PATIENCE));
        JsonNode gone = awaitDeliveries(client, endpoint + "/deliveries?state=failed", 1);
        goneDelivery = gone.path(0).path("id").asText();
        assertThat(gone.path(0).path("attempts").path(0).path("errorCode").asText())
            .isEqualTo("gone");
        Awaitility.await()
            .atMost(PATIENCE)
            .until(
                () -> client.get(endpoint).path("disabled").path("reason").asText().equals("gone"));

        client.send("PATCH", endpoint, "{\"state\": \"active\"}");
        client.send("POST", endpoint + "/deliveries/" + goneDelivery + "/resend", "");
        ReceivedRequest again = sink.next(PATIENCE);
        verify(second, again);
        assertThat(again.header("webhook-id")).hasValue(goneDelivery);

        assertThat(client.get(endpoint).toString() + client.get("/v1/webhooks"))
            .doesNotContain("whsec_")
            .doesNotContain("seven");
        assertThat(client.status("DELETE", endpoint)).isEqualTo(204);
        submit(client, "\"shop\"");
        assertThat(client.status("GET", endpoint)).isEqualTo(404);
      }
      assertThat(sink.received()).hasSize(5);
    }
  }

  private static String submit(OffloadClient client, String tags)
      throws IOException, InterruptedException {
    String task =
        client
            .submit(
                JSON.readTree(
                    "{\"type\": \"probe\", \"input\": {}, \"tags\": [%s]}".formatted(tags)))
            .id();
    Awaitility.await().atMost(PATIENCE).until(() -> client.hasEnded(task));
    return task;
  }

  private static JsonNode awaitDeliveries(OffloadClient client, String path, int count) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> client.get(path).path("items"), items -> items.size() == count);
  }

  private static void verify(String secret, ReceivedRequest request) {
    assertThatCode(() -> new Webhook(secret).verify(request.body(), request.headers()))
        .doesNotThrowAnyException();
  }
}
