package dev.offload.worker.run;

/// The input of a task is not what its handler takes. No retry can fix that.
final class InvalidInput extends IllegalArgumentException {
  InvalidInput(String message, Throwable cause) {
    super(message, cause);
  }
}
