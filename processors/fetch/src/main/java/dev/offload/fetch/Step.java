package dev.offload.fetch;

/// What one request has come to.
sealed interface Step {
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
