package dev.offload.schemas.topic;

import org.apache.kafka.common.errors.SerializationException;

/// A record that does not belong on its topic. It is parked.
public final class UnreadableRecord extends SerializationException {
  public UnreadableRecord(String message) {
    super(message);
  }

  public UnreadableRecord(String message, Throwable cause) {
    super(message, cause);
  }
}
