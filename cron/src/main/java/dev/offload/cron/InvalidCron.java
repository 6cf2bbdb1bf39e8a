package dev.offload.cron;

/// Not a cron expression. The message says which field breaks which rule.
public final class InvalidCron extends IllegalArgumentException {
  InvalidCron(String message) {
    super(message);
  }
}
