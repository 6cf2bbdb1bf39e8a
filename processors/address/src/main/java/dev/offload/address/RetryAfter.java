package dev.offload.address;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;

/// Reads the header `Retry-After` (RFC 9110, section 10.2.3): seconds or an HTTP date.
public final class RetryAfter {
  private RetryAfter() {}

  /// The wait that `header` asks for, between nothing and `longest`. Empty if the header is null or
  /// can't be understood.
  public static Optional<Duration> parse(String header, Instant now, Duration longest) {
    if (header == null) {
      return Optional.empty();
    }
    return wait(header.strip(), now).map(wait -> clamped(wait, longest));
  }

  private static Optional<Duration> wait(String text, Instant now) {
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      boolean countable = text.length() < 10;
      return Optional.of(Duration.ofSeconds(countable ? Long.parseLong(text) : Integer.MAX_VALUE));
    }
    return Optional.ofNullable(DateUtils.parseStandardDate(text))
        .map(at -> Duration.between(now, at));
  }

  private static Duration clamped(Duration wait, Duration longest) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(longest) > 0 ? longest : wait;
  }
}
