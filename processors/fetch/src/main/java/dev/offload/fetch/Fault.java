package dev.offload.fetch;

import java.time.Duration;
import java.util.Optional;

/// Why a source could not be fetched.
///
/// @param message for people, about the server that was asked last
/// @param retryAfter how long that server wants to be left alone
record Fault(Kind kind, String message, Optional<Duration> retryAfter) {

  /// The kinds of faults, as the codes of errors tell them.
  enum Kind {
    /// The URL leads to an address that is not allowed.
    FORBIDDEN("source-forbidden", true),
    NOT_FOUND("source-not-found", true),
    /// The server does not give the file out.
    REFUSED("source-refused", true),
    /// The redirects lead nowhere.
    REDIRECTED("source-redirected", true),
    TOO_LARGE("source-too-large", true),
    /// The file comes in a content coding that was not asked for.
    UNREADABLE("source-unreadable", true),
    /// No answer came.
    UNREACHABLE("source-unreachable", false),
    /// The server says that it can't answer now.
    UNAVAILABLE("source-unavailable", false),
    /// The file did not arrive whole.
    BROKEN("source-broken", false),
    TOO_SLOW("source-too-slow", false),
    /// The operator's proxy refuses the connection.
    PROXY("proxy-refused", false);

    private final String code;
    private final boolean isFinal;

    Kind(String code, boolean isFinal) {
      this.code = code;
      this.isFinal = isFinal;
    }

    String code() {
      return code;
    }

    /// Whether another try would have the same result.
    boolean isFinal() {
      return isFinal;
    }
  }

  static Fault of(Kind kind, String message) {
    return new Fault(kind, message, Optional.empty());
  }
}
