package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.address.AddressGuard;
import dev.offload.address.AddressRule;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Answer;
import dev.offload.webhook.DeliveryOutcome.Busy;
import dev.offload.webhook.DeliveryOutcome.Delivered;
import dev.offload.webhook.DeliveryOutcome.Forbidden;
import dev.offload.webhook.DeliveryOutcome.NoProxy;
import dev.offload.webhook.DeliveryOutcome.Reason;
import dev.offload.webhook.DeliveryOutcome.Refused;
import dev.offload.webhook.DeliveryOutcome.Unreachable;
import dev.offload.worker.Outcome;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookHandlerTest {
  @Test
  void deliveredIsASuccessWithStatusAndDuration() {
    Outcome outcome =
        WebhookHandler.outcome(new Delivered(Answer.of(202), Duration.ofNanos(12_600_000)));

    assertThat(outcome)
        .isEqualTo(
            Outcome.succeeded(
                Json.MAPPER.createObjectNode().put("status", 202).put("durationMs", 12L)));
  }

  @ParameterizedTest
  @CsvSource({
    "301, redirected, false",
    "307, redirected, false",
    "400, refused, false",
    "404, refused, false",
    "410, gone, true",
    "429, refused, false",
    "500, refused, false",
  })
  void otherAnswerIsAFailure(int status, String code, boolean isFinal) {
    Outcome outcome = WebhookHandler.outcome(new Refused(Answer.of(status), Optional.empty()));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(code);
              assertThat(failed.message()).contains(Integer.toString(status));
              assertThat(failed.isFinal()).isEqualTo(isFinal);
              assertThat(failed.answer()).isEqualTo(Answer.of(status));
              assertThat(failed.retryAfter()).isNull();
            });
  }

  @Test
  void bodyOfAnAnswerCanBeLeftOut() {
    Answer answer = new Answer(200, "thanks");
    Optional<Duration> wait = Optional.of(Duration.ofSeconds(90));

    assertThat(new Delivered(answer, Duration.ZERO).withoutBody())
        .isEqualTo(new Delivered(Answer.of(200), Duration.ZERO));
    assertThat(new Refused(new Answer(503, "busy"), wait).withoutBody())
        .isEqualTo(new Refused(Answer.of(503), wait));
    assertThat(new Unreachable(Reason.TIME_OUT).withoutBody())
        .isEqualTo(new Unreachable(Reason.TIME_OUT));
  }

  @Test
  void retryAfterOfTheReceiverIsPassedOn() {
    Outcome outcome =
        WebhookHandler.outcome(new Refused(Answer.of(503), Optional.of(Duration.ofSeconds(90))));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(90)));
  }

  @Test
  void unreachableReceiverIsTriedAgain() {
    Outcome outcome = WebhookHandler.outcome(new Unreachable(Reason.TIME_OUT));

    assertThat(outcome)
        .isEqualTo(Outcome.failed("unreachable", "the receiver did not answer in time"));
  }

  @Test
  void receiverThatWantsAnotherCertificateIsNamedAsTheReason() {
    assertThat(WebhookHandler.outcome(new Unreachable(Reason.CERTIFICATE_REFUSED)))
        .isEqualTo(
            Outcome.failed(
                "unreachable", "the receiver did not accept the client certificate, or wants one"));
  }

  @Test
  void forbiddenAddressIsFinalAndItsRangeIsNotNamed() {
    AddressRule rule =
        new AddressGuard(List.of()).refusal(InetAddress.getLoopbackAddress()).orElseThrow();

    Outcome outcome = WebhookHandler.outcome(new Forbidden(rule));

    assertThat(outcome)
        .isEqualTo(
            Outcome.failedForGood(
                "address-not-allowed",
                "nothing was sent: the URL leads to an address that is not allowed"));
  }

  @Test
  void lackOfConnectionsSpendsNoAttempt() {
    assertThat(WebhookHandler.outcome(new Busy(Duration.ofSeconds(7))))
        .isEqualTo(new Outcome.Snoozed(Duration.ofSeconds(7)));
    assertThat(WebhookHandler.outcome(new NoProxy(Duration.ofSeconds(8))))
        .isEqualTo(new Outcome.Snoozed(Duration.ofSeconds(8)));
  }
}
