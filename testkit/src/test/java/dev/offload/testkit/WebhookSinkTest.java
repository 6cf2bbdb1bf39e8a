package dev.offload.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookSinkTest {
  private WebhookSink sink;

  @BeforeEach
  void start() throws IOException {
    sink = WebhookSink.start();
  }

  @AfterEach
  void stop() {
    sink.close();
  }

  @Test
  void aRequestIsKeptWithHeadersAndBody() throws Exception {
    post("/done?x=1", "{\"a\": 1}");

    var request = sink.next(Duration.ofSeconds(5));
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/done?x=1");
    assertThat(request.header("Webhook-Id")).contains("msg_1");
    assertThat(request.body()).isEqualTo("{\"a\": 1}");
    assertThat(sink.received()).containsExactly(request);
  }

  @Test
  void answersAreGivenInTheOrderTheyWereSet() throws Exception {
    sink.willAnswer(
        SinkAnswer.status(503).withRetryAfter(Duration.ofSeconds(7)),
        SinkAnswer.status(200).withBody("thanks"));

    var first = post("/", "");
    var second = post("/", "");
    var third = post("/", "");

    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.headers().firstValue("Retry-After")).contains("7");
    assertThat(second.body()).isEqualTo("thanks");
    assertThat(third.statusCode()).isEqualTo(204);
  }

  @Test
  void anAnswerCanBeDelayed() throws Exception {
    sink.willAnswer(SinkAnswer.status(200).after(Duration.ofMillis(200)));

    var started = System.nanoTime();
    post("/", "");

    assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(199));
  }

  @Test
  void waitingInVainIsAFailure() {
    assertThatThrownBy(() -> sink.next(Duration.ofMillis(10))).isInstanceOf(AssertionError.class);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(sink.url(path))
              .header("webhook-id", "msg_1")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
