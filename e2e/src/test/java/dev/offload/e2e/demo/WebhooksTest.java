package dev.offload.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.offload.testkit.ReceivedRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhooksTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String BODY =
      "{\"type\": \"task.succeeded\", \"data\": {\"id\": \"tsk_1\"}}";

  private final Webhooks webhooks = new Webhooks(SECRET);

  @Test
  void signedRequestIsFoundByItsTask() throws Exception {
    var requests = List.of(signed(BODY));

    assertThat(webhooks.about("tsk_1", requests)).hasSize(1);
    assertThat(webhooks.about("tsk_2", requests)).isEmpty();
    assertThat(webhooks.forged(requests)).isZero();
  }

  @Test
  void changedBodyIsForged() throws Exception {
    var genuine = signed(BODY);
    var changed =
        new ReceivedRequest(
            "POST", "/", genuine.headers(), BODY.replace("succeeded", "failed"), Instant.now());

    assertThat(webhooks.about("tsk_1", List.of(changed))).isEmpty();
    assertThat(webhooks.forged(List.of(changed))).isEqualTo(1);
  }

  private static ReceivedRequest signed(String body) throws Exception {
    long now = Instant.now().getEpochSecond();
    var signature = new Webhook(SECRET).sign("msg_1", now, body);
    Map<String, List<String>> headers =
        Map.of(
            "webhook-id", List.of("msg_1"),
            "webhook-timestamp", List.of(String.valueOf(now)),
            "webhook-signature", List.of(signature));
    return new ReceivedRequest("POST", "/", headers, body, Instant.now());
  }
}
