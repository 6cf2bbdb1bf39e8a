package dev.offload.probe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import java.time.Duration;

/// What a probe is told to do, in this order: die, fail for good, snooze, sleep, burn CPU, fail,
/// return a result.
///
/// @param sleep how long it sleeps
/// @param spin how long it burns CPU
/// @param snooze for how long it hands its attempt back, once per task
/// @param failTimes how many attempts fail
/// @param errorCode the code of these failures
/// @param retryAfter the shortest wait that these failures ask for
/// @param isFinal whether it fails for good at once
/// @param result what it returns; null for nothing
/// @param kill whether it kills its process
/// @param stamp whether the result also has the moment at which the handler was called
/// @param ignoreCancel whether it sleeps and burns CPU to the end, whatever signal or interrupt
///     comes
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
