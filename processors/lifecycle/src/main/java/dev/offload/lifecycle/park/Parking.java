package dev.offload.lifecycle.park;

import dev.offload.schemas.topic.ParkedRecord;
import dev.offload.schemas.topic.ParkedRecord.Origin;
import org.apache.kafka.common.header.Headers;

/// Makes the record that says what the lifecycle parked, and why.
public final class Parking {
  private static final String BY = "lifecycle";

  private Parking() {}

  /// Parks the record of `key`, `headers` and `value` that was at `origin`, because of
  /// `error`.
  public static ParkedRecord record(
      String key, Headers headers, byte[] value, Origin origin, Throwable error) {
    return ParkedRecord.of(key, headers, value, origin, BY, reason(error));
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
