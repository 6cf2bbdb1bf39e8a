package dev.offload.ingest.submit;

import static dev.offload.ingest.submit.TaskBody.DEBOUNCE;
import static dev.offload.ingest.submit.TaskBody.DELAY;
import static dev.offload.ingest.submit.TaskBody.EXPIRES_AT;
import static dev.offload.ingest.submit.TaskBody.GROUP;
import static dev.offload.ingest.submit.TaskBody.RUN_AT;

import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.task.Debounce;
import java.time.Instant;
import java.util.Optional;

/// The times of a task that was made `now`. One that could never start is a mistake.
record RequestedTimes(Given body, Instant now) {

  Timing checked(Faults faults) {
    Optional<Instant> runAt = runAt(faults);
    Optional<Instant> expiresAt = body.get(EXPIRES_AT);
    if (expiresAt.isPresent() && !expiresAt.get().isAfter(now)) {
      faults.add(EXPIRES_AT.pointer(), "must be in the future");
    } else if (expiresAt.isPresent()
        && runAt.isPresent()
        && !expiresAt.get().isAfter(runAt.get())) {
      faults.add(EXPIRES_AT.pointer(), "must be after the time at which the task is to run");
    }
    return new Timing(
        now, runAt.orElse(null), expiresAt.orElse(null), debounce(faults).orElse(null));
  }

  private Optional<Debounce> debounce(Faults faults) {
    if (body.has(DEBOUNCE) && (body.has(RUN_AT) || body.has(DELAY))) {
      faults.add(DEBOUNCE.pointer(), "is not allowed together with runAt or delay");
    }
    if (body.has(DEBOUNCE) && body.has(GROUP)) {
      faults.add(
          DEBOUNCE.pointer(),
          "is not allowed in a group, which would fail if a later task replaced this one");
    }
    return body.get(DEBOUNCE).flatMap(wish -> DebounceBody.of(wish, DEBOUNCE.pointer(), faults));
  }

  /// Empty for at once.
  private Optional<Instant> runAt(Faults faults) {
    Optional<Instant> runAt = body.get(RUN_AT);
    if (runAt.isPresent() && runAt.get().isAfter(now.plus(TaskBody.LONGEST_DELAY))) {
      faults.add(RUN_AT.pointer(), "must be at most " + TaskBody.LONGEST_DELAY + " from now");
      return Optional.empty();
    }
    return runAt.or(() -> body.get(DELAY).map(now::plus)).filter(time -> time.isAfter(now));
  }
}
