package dev.offload.lifecycle.group;

import dev.offload.schemas.task.GroupCounts;
import dev.offload.schemas.task.GroupError;
import dev.offload.schemas.task.GroupId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A tally in its stored form: with null for what is absent.
///
/// @param cancel null if nobody has asked to cancel the group
/// @param underway null if not all of the successors are known
public record StoredTally(
    GroupId group,
    String tenant,
    long told,
    long joined,
    GroupCounts counts,
    List<GroupError> errors,
    boolean sealed,
    StoredCancel cancel,
    boolean known,
    boolean anew,
    Long underway) {

  /// @param after null if no task has been cancelled, or all have
  record StoredCancel(Instant at, String after, boolean done) {
    private static StoredCancel of(Wish wish) {
      return switch (wish) {
        case Wish.Open _, Wish.Sealed _ -> null;
        case Wish.Cancelling(Instant at, Optional<String> after) ->
            new StoredCancel(at, after.orElse(null), false);
        case Wish.Cancelled(Instant at) -> new StoredCancel(at, null, true);
      };
    }

    private Wish wish() {
      return done ? new Wish.Cancelled(at) : new Wish.Cancelling(at, Optional.ofNullable(after));
    }
  }

  public static StoredTally of(Tally tally) {
    return new StoredTally(
        tally.group(),
        tally.tenant(),
        tally.telling().number(),
        tally.tasks().joined(),
        tally.tasks().counts(),
        tally.tasks().errors(),
        tally.wish().isSealed(),
        StoredCancel.of(tally.wish()),
        tally.telling().isAll(),
        tally.coverage().isAnew(),
        tally.coverage().marks().orElse(null));
  }

  public Tally tally() {
    return new Tally(
        group,
        tenant,
        new CountedTasks(joined, counts, errors),
        coverage(),
        wish(),
        new Telling(told, known));
  }

  private Coverage coverage() {
    if (anew) {
      return new Coverage.Anew();
    }
    return underway == null ? new Coverage.WithoutMarks() : new Coverage.Whole(underway);
  }

  private Wish wish() {
    if (cancel != null) {
      return cancel.wish();
    }
    return sealed ? new Wish.Sealed() : new Wish.Open();
  }
}
