package dev.offload.notifier.webhook;

import dev.offload.notifier.address.AddressRule;
import java.time.Duration;
import java.util.Optional;

/// What came of one attempt to deliver a webhook.
sealed interface DeliveryOutcome {
  /// The receiver took it: any status from 200 to 299.
  record Delivered(int status, Duration took) implements DeliveryOutcome {}

  /// The receiver answered with another status, and perhaps when to come back.
  record Refused(int status, Optional<Duration> retryAfter) implements DeliveryOutcome {}

  /// No answer came.
  record Unreachable(Reason reason) implements DeliveryOutcome {}

  /// The URL leads to an address that nothing is sent to.
  record Forbidden(AddressRule rule) implements DeliveryOutcome {}

  /// All our connections were in use: nothing was tried.
  record Busy() implements DeliveryOutcome {}

  /// Why no answer came, in words that tell nothing of the network we stand in.
  enum Reason {
    UNKNOWN_NAME("the name in the URL does not resolve"),
    NO_CONNECTION("the receiver takes no connection"),
    NO_TLS("no TLS connection could be agreed on, or the certificate is not valid"),
    TIME_OUT("the receiver did not answer in time"),
    BROKEN("the connection ended before there was a valid HTTP answer");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
