package dev.offload.probe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import java.time.Duration;

/// What a probe is told to do, in this order: die, snooze, sleep, burn CPU, fail, return `result`.
/// It snoozes once per task. `errorCode` and `retryAfter` belong to the failures. With `stamp` the
/// result has the moment at which its handler was called. A probe that ignores cancellation reacts
/// to neither signal nor interrupt.
record Probe(
    Duration sleep,
    Duration spin,
    Duration snooze,
    int failTimes,
    String errorCode,
    Duration retryAfter,
    @JsonProperty("final") boolean isFinal,
    JsonNode result,
    boolean kill,
    boolean stamp,
    boolean ignoreCancel) {
  static final Duration LONGEST = Duration.ofDays(1);

  /// The default code of failures.
  private static final String FAILED = "probe-failed";

  Probe {
    sleep = orNone(sleep, "sleep");
    spin = orNone(spin, "spin");
    snooze = orNone(snooze, "snooze");
    retryAfter = orNone(retryAfter, "retryAfter");
    errorCode = errorCode == null ? FAILED : Require.text(errorCode, "errorCode");
    Require.that(failTimes >= 0, "failTimes", "be 0 or more", failTimes);
  }

  private static Duration orNone(Duration given, String name) {
    Duration length = given == null ? Duration.ZERO : given;
    Require.that(
        !length.isNegative() && length.compareTo(LONGEST) <= 0,
        name,
        "be PT0S to " + LONGEST,
        length);
    return length;
  }
}
