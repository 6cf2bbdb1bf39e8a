package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.task.Answer;
import dev.offload.webhook.DeliveryOutcome.Busy;
import dev.offload.webhook.DeliveryOutcome.Delivered;
import dev.offload.webhook.DeliveryOutcome.NoProxy;
import dev.offload.webhook.DeliveryOutcome.Reason;
import dev.offload.webhook.DeliveryOutcome.Refused;
import dev.offload.webhook.DeliveryOutcome.RefusedByProxy;
import dev.offload.webhook.DeliveryOutcome.Unreachable;
import dev.offload.webhook.EndpointCare.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointCareTest {
  private static final Duration FIVE_DAYS = Duration.ofDays(5);
  private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00Z");
  private static final Optional<EndpointFailing> MARK =
      Optional.of(new EndpointFailing("acme", EndpointId.fresh(SINCE), "r1", SINCE, "no answer"));
  private static final DeliveryOutcome REFUSED = refused(500);
  private static final DeliveryOutcome DELIVERED = new Delivered(Answer.of(200), Duration.ZERO);

  private final EndpointCare care = new EndpointCare(FIVE_DAYS);
  private Instant now = SINCE;

  @Test
  void oneFailureMeansNothing() {
    assertThat(after(REFUSED, Optional.empty(), Optional.empty())).isEqualTo(new Finding.Nothing());
  }

  @Test
  void failedTryOfAnOpenBreakerCountsAsFailing() {
    assertThat(after(REFUSED, Optional.empty(), Optional.of(SINCE)))
        .isEqualTo(
            new Finding.Fails(SINCE, "the receiver answered 500: only 200 to 299 is success"));
    assertThat(after(new Unreachable(Reason.TIME_OUT), Optional.empty(), Optional.of(SINCE)))
        .isEqualTo(new Finding.Fails(SINCE, "the receiver did not answer in time"));
  }

  @Test
  void knownFailureIsNotReportedAgain() {
    assertThat(after(REFUSED, MARK, Optional.of(SINCE))).isEqualTo(new Finding.Nothing());
  }

  @Test
  void daysOfFailuresDisableAnEndpoint() {
    now = SINCE.plus(FIVE_DAYS).minusMillis(1);
    assertThat(after(REFUSED, MARK, Optional.of(SINCE))).isEqualTo(new Finding.Nothing());

    now = SINCE.plus(FIVE_DAYS);
    assertThat(after(REFUSED, MARK, Optional.of(SINCE)))
        .isEqualTo(
            new Finding.Disabled(
                Endpoint.DisabledBy.FAILING,
                "the receiver answered 500: only 200 to 299 is success"));
  }

  @Test
  void oneFailureAfterDaysWithoutDeliveriesDisablesNothing() {
    now = SINCE.plus(FIVE_DAYS).plusSeconds(1);

    assertThat(after(REFUSED, MARK, Optional.empty())).isEqualTo(new Finding.Nothing());
  }

  @Test
  void lateSuccessEndsTheFailure() {
    now = SINCE.plus(FIVE_DAYS).plusSeconds(1);

    assertThat(after(DELIVERED, MARK, Optional.empty()))
        .isEqualTo(new Finding.Recovered(MARK.orElseThrow()));
    assertThat(after(DELIVERED, Optional.empty(), Optional.empty()))
        .isEqualTo(new Finding.Nothing());
  }

  @Test
  void goneReceiverDisablesItAtOnce() {
    assertThat(after(refused(410), Optional.empty(), Optional.empty()))
        .isEqualTo(
            new Finding.Disabled(
                Endpoint.DisabledBy.GONE, "the receiver answered 410: it wants no more webhooks"));
  }

  @Test
  void unsentDeliveryMeansNothing() {
    now = SINCE.plus(FIVE_DAYS);

    assertThat(after(new Busy(Duration.ofSeconds(1)), MARK, Optional.empty()))
        .isEqualTo(new Finding.Nothing());
    assertThat(after(new NoProxy(Duration.ofSeconds(1)), MARK, Optional.of(SINCE)))
        .isEqualTo(new Finding.Nothing());
    assertThat(after(new RefusedByProxy(403), MARK, Optional.of(SINCE)))
        .isEqualTo(new Finding.Nothing());
  }

  private Finding after(
      DeliveryOutcome outcome, Optional<EndpointFailing> mark, Optional<Instant> openSince) {
    return care.of(outcome, mark, openSince, now);
  }

  private static DeliveryOutcome refused(int status) {
    return new Refused(Answer.of(status), Optional.empty());
  }
}
