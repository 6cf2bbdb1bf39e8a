package dev.offload.webhook;

import dev.offload.webhook.DeliveryOutcome.Reason;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;

/// Says why no answer came, as far as it is known.
final class NoAnswer {
  /// The JDK reports an alert of the receiver only in the message, with the names of RFC 8446,
  /// section 6.
  private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

  /// The alerts that are about the client's certificate.
  private static final Set<String> OF_CERTIFICATES =
      Set.of(
          "access_denied",
          "bad_certificate",
          "certificate_expired",
          "certificate_required",
          "certificate_revoked",
          "certificate_unknown",
          "unknown_ca",
          "unsupported_certificate");

  private NoAnswer() {}

  static Reason reason(IOException e) {
    return switch (e) {
      case ConnectTimeoutException _ -> Reason.CONNECT_TIME_OUT;
      case SocketTimeoutException _ -> Reason.TIME_OUT;
      case HttpHostConnectException _ -> Reason.NO_CONNECTION;
      case SSLException tls -> refusal(tls).orElse(Reason.NO_TLS);
      default -> Reason.BROKEN;
    };
  }

  /// The reason that the receiver has given for refusing the connection. A receiver that just
  /// closes it, as many do, has given none.
  private static Optional<Reason> refusal(SSLException e) {
    Matcher alert = ALERT.matcher(String.valueOf(e.getMessage()));
    if (!alert.find()) {
      return Optional.empty();
    }
    return Optional.of(
        OF_CERTIFICATES.contains(alert.group(1)) ? Reason.CERTIFICATE_REFUSED : Reason.TLS_REFUSED);
  }
}
