package dev.offload.lifecycle.park;

import dev.offload.schemas.topic.ParkedRecord;
import org.apache.kafka.common.header.Headers;

/// How the lifecycle says of a record that it was parked, and why.
public final class Parking {
  private static final String BY = "lifecycle";

  private Parking() {}

  /// The headers under which a record with `original` headers is parked.
  public static Headers headers(
      Headers original, String topic, int partition, long offset, Throwable error) {
    return ParkedRecord.headers(original, topic, partition, offset, BY, reason(error));
  }

  /// What went wrong and why, in one line.
  public static String reason(Throwable error) {
    StringBuilder reason = new StringBuilder();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      reason.append(reason.isEmpty() ? "" : ": ").append(firstLine(cause));
    }
    return reason.toString();
  }

  private static String firstLine(Throwable cause) {
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
