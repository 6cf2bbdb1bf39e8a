package dev.offload.webhook;

import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.webhook.DeliveryOutcome.Consented;
import dev.offload.webhook.DeliveryOutcome.Declined;
import dev.offload.webhook.DeliveryOutcome.Delivered;
import dev.offload.webhook.DeliveryOutcome.Forbidden;
import dev.offload.webhook.DeliveryOutcome.Reason;
import dev.offload.webhook.DeliveryOutcome.Refused;
import dev.offload.webhook.DeliveryOutcome.RefusedByProxy;
import dev.offload.webhook.DeliveryOutcome.Unreachable;
import dev.offload.webhook.DeliveryOutcome.Untried;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Decides what the result of a delivery means for its endpoint.
///
/// @param disableAfter how long an endpoint has to accept nothing before it is disabled
record EndpointCare(Duration disableAfter) {
  /// What has to be noted about an endpoint.
  sealed interface Finding {
    /// Nothing new.
    record Nothing() implements Finding {}

    /// It accepts nothing.
    record Fails(Instant since, String error) implements Finding {}

    /// It accepts something again.
    record Recovered(EndpointFailing mark) implements Finding {}

    /// It gets nothing any more.
    record Disabled(Endpoint.DisabledBy reason, String error) implements Finding {}
  }

  /// What to do after a delivery.
  ///
  /// @param mark says that the endpoint accepted nothing lately
  /// @param openSince since when its breaker is open, if it stays open because a try has failed
  Finding of(
      DeliveryOutcome outcome,
      Optional<EndpointFailing> mark,
      Optional<Instant> openSince,
      Instant now) {
    return switch (outcome) {
      case Untried _, RefusedByProxy _, Consented _ -> new Finding.Nothing();
      case Delivered _ -> mark.<Finding>map(Finding.Recovered::new).orElseGet(Finding.Nothing::new);
      case Refused refused when refused.isGone() ->
          new Finding.Disabled(Endpoint.DisabledBy.GONE, refused.message());
      case Refused refused -> failed(refused.message(), mark, openSince, now);
      case Unreachable(Reason reason) -> failed(reason.toString(), mark, openSince, now);
      case Declined declined -> failed(declined.message(), mark, openSince, now);
      case Forbidden _ -> failed(Forbidden.MESSAGE, mark, openSince, now);
    };
  }

  private Finding failed(
      String error, Optional<EndpointFailing> mark, Optional<Instant> openSince, Instant now) {
    if (mark.isPresent()) {
      // A mark may be old only because nothing was sent. An endpoint is disabled only if it
      // keeps failing.
      boolean isLong =
          openSince.isPresent() && !now.isBefore(mark.get().since().plus(disableAfter));
      return isLong
          ? new Finding.Disabled(Endpoint.DisabledBy.FAILING, error)
          : new Finding.Nothing();
    }
    return openSince
        .<Finding>map(since -> new Finding.Fails(since, error))
        .orElseGet(Finding.Nothing::new);
  }
}
