package dev.offload.kafka.write;

/// Kafka did not acknowledge a record.
public final class NotWritten extends RuntimeException {

  /// Whether the record may nevertheless be in the topic, or get there later.
  public enum Certainty {
    CERTAIN,
    UNKNOWN
  }

  private final Certainty certainty;

  NotWritten(Certainty certainty, String message, Throwable cause) {
    super(message, cause);
    this.certainty = certainty;
  }

  public Certainty certainty() {
    return certainty;
  }
}
