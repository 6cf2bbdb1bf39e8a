package dev.offload.cron;

/// The text is not a cron expression. The message says which field breaks which rule.
public final class InvalidCron extends IllegalArgumentException {
  InvalidCron(String message) {
    super(message);
  }
}
