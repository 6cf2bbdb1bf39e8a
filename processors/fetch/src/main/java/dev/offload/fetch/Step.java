package dev.offload.fetch;

import dev.offload.address.ConnectionLimits.Experience;

/// The outcome of one request.
sealed interface Step {
  /// How the connection to the server went.
  default Experience experience() {
    return switch (this) {
      case Redirect _, Done(Fetched.Whole _) -> Experience.ANSWERED;
      case Done(Fetched.Failed(Fault fault)) -> experience(fault.kind());
      case Done(Fetched.Busy _), Done(Fetched.Stopped _) -> Experience.UNTRIED;
    };
  }

  private static Experience experience(Fault.Kind kind) {
    return switch (kind) {
      case UNREACHABLE, TOO_SLOW -> Experience.SILENT;
      case UNAVAILABLE -> Experience.PRESSED;
      case FORBIDDEN, PROXY -> Experience.UNTRIED;
      case NOT_FOUND, REFUSED, REDIRECTED, TOO_LARGE, UNREADABLE, BROKEN -> Experience.ANSWERED;
    };
  }

  record Done(Fetched end) implements Step {}

  /// The server says that the source is elsewhere.
  ///
  /// @param location as the server writes it
  record Redirect(String location) implements Step {}

  static Step failed(Fault.Kind kind, String message) {
    return failed(Fault.of(kind, message));
  }

  static Step failed(Fault fault) {
    return new Done(new Fetched.Failed(fault));
  }
}
