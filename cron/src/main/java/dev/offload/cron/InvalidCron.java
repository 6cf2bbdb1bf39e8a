package dev.offload.cron;

/// An expression that is no cron expression; the message says which field breaks which rule.
public final class InvalidCron extends IllegalArgumentException {
  InvalidCron(String message) {
    super(message);
  }
}
