package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.offload.schemas.Require;
import java.util.List;

/// What everybody who may see a group sees of it.
///
/// @param version grows each time something is shown
/// @param total how many tasks have joined it
/// @param counts how many of them are in each state, as far as it is known
/// @param errors why the first ten of those tasks did not succeed that have failed, have expired or
///     were given up. A task that somebody has cancelled has none
/// @param then its successors
public record GroupFacts(
    GroupId id,
    GroupState state,
    long version,
    long total,
    GroupCounts counts,
    List<GroupError> errors,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SuccessorRef> then,
    @JsonUnwrapped GroupTerms terms,
    @JsonUnwrapped GroupTimes times) {
  public GroupFacts {
    Require.present(id, "id");
    Require.present(state, "state");
    Require.that(version >= 1, "version", "be 1 or more", version);
    Require.that(total >= 0, "total", "be 0 or more", total);
    Require.present(counts, "counts");
    errors = GroupError.checked(errors);
    then = then == null ? List.of() : List.copyOf(then);
    Require.present(terms, "terms");
    Require.present(times, "times");
    Require.that(
        state.hasEnded() == (times.finishedAt() != null),
        "finishedAt",
        "be present exactly if the group has ended",
        times.finishedAt());
  }

  GroupFacts with(GroupTerms newTerms) {
    return new GroupFacts(id, state, version, total, counts, errors, then, newTerms, times);
  }

  /// How many of its tasks have ended, and how many there are.
  Progress progress() {
    return new Progress(counts.ended(), Math.max(total, counts.ended()), null);
  }
}
