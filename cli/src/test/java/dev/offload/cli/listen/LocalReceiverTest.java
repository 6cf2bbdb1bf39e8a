package dev.offload.cli.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import dev.offload.cli.secret.WebhookSecret;
import dev.offload.testkit.ReceivedRequest;
import dev.offload.testkit.SinkAnswer;
import dev.offload.testkit.WebhookSink;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalReceiverTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Message MESSAGE =
      new Message("tsk_1_4", "task.failed", "{\"type\":\"task.failed\",\"data\":\"é\"}");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private WebhookSink sink;

  @BeforeEach
  void open() throws IOException {
    sink = WebhookSink.start();
  }

  @AfterEach
  void close() {
    sink.close();
  }

  @Test
  void receiverCanVerifyWhatItGets() throws Exception {
    assertThat(post(sink.url("/hooks"), PATIENCE))
        .isInstanceOfSatisfying(
            Answer.Status.class, answer -> assertThat(answer.isSuccess()).isTrue());

    ReceivedRequest request = sink.next(PATIENCE);
    assertThat(request.path()).isEqualTo("/hooks");
    assertThat(request.body()).isEqualTo(MESSAGE.body());
    assertThat(request.header("webhook-id")).hasValue("tsk_1_4");
    assertThatCode(() -> new Webhook(SECRET).verify(request.body(), request.headers()))
        .doesNotThrowAnyException();
  }

  @Test
  void otherStatusIsToldAndRedirectsAreNotFollowed() throws Exception {
    sink.willAnswer(SinkAnswer.status(302).withHeader("Location", sink.url("/b").toString()));

    assertThat(post(sink.url("/a"), PATIENCE))
        .isInstanceOfSatisfying(
            Answer.Status.class,
            answer -> {
              assertThat(answer.code()).isEqualTo(302);
              assertThat(answer.isSuccess()).isFalse();
            });
    assertThat(sink.received()).hasSize(1);
  }

  @Test
  void silenceAndAbsenceAreTold() throws Exception {
    sink.willAnswer(SinkAnswer.status(204).after(Duration.ofMinutes(1)));
    URI address = sink.url("/");

    assertThat(post(address, Duration.ofSeconds(1)))
        .isEqualTo(new Answer.None("no answer within 1 s"));
    sink.close();
    assertThat(post(address, PATIENCE)).isEqualTo(new Answer.None("nobody listens there"));
  }

  private static Answer post(URI address, Duration timeLimit) throws InterruptedException {
    try (LocalReceiver receiver =
        new LocalReceiver(address, WebhookSecret.of(SECRET), timeLimit, InstantSource.system())) {
      return receiver.post(MESSAGE);
    }
  }
}
