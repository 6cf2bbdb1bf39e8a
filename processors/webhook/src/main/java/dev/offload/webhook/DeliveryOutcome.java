package dev.offload.webhook;

import dev.offload.address.AddressRule;
import dev.offload.address.ConnectionLimits.Experience;
import dev.offload.schemas.task.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The outcome of one attempt to deliver a webhook.
sealed interface DeliveryOutcome {
  /// How the connection to the receiver went.
  default Experience experience() {
    return switch (this) {
      case Refused refused when refused.wantsLess() -> Experience.PRESSED;
      case Delivered _, Refused _, Consented _, Declined _ -> Experience.ANSWERED;
      case Unreachable _ -> Experience.SILENT;
      case Forbidden _, RefusedByProxy _, Untried _ -> Experience.UNTRIED;
    };
  }

  /// This outcome with only the status of the answer.
  default DeliveryOutcome withoutBody() {
    return switch (this) {
      case Delivered(Answer answer, Duration took) ->
          new Delivered(Answer.of(answer.status()), took);
      case Refused(Answer answer, Optional<Duration> retryAfter) ->
          new Refused(Answer.of(answer.status()), retryAfter);
      case Consented _, Declined _, Unreachable _, Forbidden _, RefusedByProxy _, Untried _ -> this;
    };
  }

  /// The receiver accepted it, with any status from 200 to 299.
  record Delivered(Answer answer, Duration took) implements DeliveryOutcome {}

  /// The receiver answered with another status, and perhaps said when to come back.
  record Refused(Answer answer, Optional<Duration> retryAfter) implements DeliveryOutcome {
    /// Answers that mean "later". `Retry-After` counts with these only.
    private static final Set<Integer> SLOW_DOWN = Set.of(429, 502, 503, 504);

    /// Whether the receiver, or what is in front of it, has more to do than it can.
    boolean wantsLess() {
      return SLOW_DOWN.contains(answer.status());
    }

    /// Whether the receiver wants no more webhooks, now or later.
    boolean isGone() {
      return answer.status() == 410;
    }

    boolean isRedirect() {
      return answer.status() >= 300 && answer.status() < 400;
    }

    /// The message for people.
    String message() {
      String rule =
          isGone()
              ? "it wants no more webhooks"
              : isRedirect()
                  ? "redirects are not followed, so use the final URL"
                  : "only 200 to 299 is success";
      return "the receiver answered %d: %s".formatted(answer.status(), rule);
    }
  }

  /// The receiver wants webhooks, at most `perMinute` a minute if that is present. Nothing was
  /// sent yet.
  record Consented(Optional<Integer> perMinute) implements DeliveryOutcome {}

  /// The receiver was asked whether it wants webhooks and has not consented. Nothing was sent.
  record Declined(String why) implements DeliveryOutcome {
    /// The message for people.
    String message() {
      return "nothing was sent, since the receiver has not consented: " + why;
    }
  }

  /// No answer came.
  record Unreachable(Reason reason) implements DeliveryOutcome {}

  /// The URL leads to an address that is not allowed.
  record Forbidden(AddressRule rule) implements DeliveryOutcome {
    /// The message for people. It does not name the range, which would tell the tenant what
    /// our network looks like.
    static final String MESSAGE =
        "nothing was sent: the URL leads to an address that is not allowed";
  }

  /// The proxy that webhooks go through refuses this one. Nothing was sent, and the receiver has
  /// nothing to do with it.
  record RefusedByProxy(int status) implements DeliveryOutcome {
    /// The message for people.
    String message() {
      return "nothing was sent: the proxy of this installation answered %d, so the receiver was not asked"
          .formatted(status);
    }
  }

  /// Nothing was tried. It costs no attempt.
  sealed interface Untried extends DeliveryOutcome {
    /// How long to wait before coming again.
    Duration pause();
  }

  /// All connections that the tenant or the receiver may have were in use.
  record Busy(Duration pause) implements Untried {}

  /// The proxy that webhooks go through does not answer, or wants other credentials.
  record NoProxy(Duration pause) implements Untried {}

  /// Why no answer came, in words that reveal nothing about our own network.
  enum Reason {
    UNKNOWN_NAME("the name in the URL does not resolve"),
    NAME_TIME_OUT("the name in the URL did not resolve in time"),
    NO_CONNECTION("no connection to the receiver could be made"),
    CONNECT_TIME_OUT("the connection to the receiver timed out"),
    NO_TLS("no TLS connection could be made, or the certificate is not valid"),
    TLS_REFUSED("the receiver refused the TLS connection"),
    CERTIFICATE_REFUSED("the receiver did not accept the client certificate, or wants one"),
    TIME_OUT("the receiver did not answer in time"),
    BROKEN("the connection ended before a valid HTTP answer");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /// Whether the receiver let us wait until the time was over.
    boolean isSilence() {
      return switch (this) {
        case NAME_TIME_OUT, CONNECT_TIME_OUT, TIME_OUT -> true;
        case UNKNOWN_NAME, NO_CONNECTION, NO_TLS, TLS_REFUSED, CERTIFICATE_REFUSED, BROKEN -> false;
      };
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
