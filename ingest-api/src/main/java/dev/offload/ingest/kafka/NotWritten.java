package dev.offload.ingest.kafka;

/// Kafka did not acknowledge a record.
public final class NotWritten extends RuntimeException {

  /// Whether the record may be in the topic all the same, or come to be there.
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
