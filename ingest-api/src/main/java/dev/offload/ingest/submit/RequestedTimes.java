package dev.offload.ingest.submit;

import static dev.offload.ingest.submit.TaskBody.DEBOUNCE;
import static dev.offload.ingest.submit.TaskBody.DELAY;
import static dev.offload.ingest.submit.TaskBody.EXPIRES_AT;
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
    Optional<Debounce> debounce = debounce(faults);
    Optional<Instant> expiresAt = body.get(EXPIRES_AT);
    Optional<Instant> earliest = runAt.or(() -> debounce.map(wish -> now.plus(wish.quiet())));
    expiresAt.ifPresent(time -> checkExpiry(time, now, earliest.orElse(now), "", faults));
    return new Timing(now, runAt.orElse(null), expiresAt.orElse(null), debounce.orElse(null));
  }

  /// A task that could never start is a mistake.
  ///
  /// @param earliest when the task can run at the earliest
  /// @param pointer to the task
  static void checkExpiry(
      Instant expiresAt, Instant now, Instant earliest, String pointer, Faults faults) {
    if (!expiresAt.isAfter(now)) {
      faults.add(EXPIRES_AT.under(pointer), "must be in the future");
    } else if (!expiresAt.isAfter(earliest)) {
      faults.add(EXPIRES_AT.under(pointer), "must be after the time at which the task is to run");
    }
  }

  private Optional<Debounce> debounce(Faults faults) {
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
