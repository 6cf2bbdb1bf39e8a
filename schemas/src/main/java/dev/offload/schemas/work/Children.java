package dev.offload.schemas.work;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.schemas.Require;
import dev.offload.schemas.command.ParentTask;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The results of a task's `count` children: how many succeeded, and how many ended in another way.
///
/// `tallies` are the sums of the whole-number members of the results of children that succeeded, by
/// name. Numbers beyond [#LARGEST_SUMMAND] and names longer than [#MAX_SUM_NAME_LENGTH] are left
/// out. If there are more than [#MAX_SUMS] names, the first in the alphabet are kept.
///
/// `details` has what the first children left besides, in their order. `attempt` is the last one
/// that has waited for children, or null if an old release wrote this.
public record Children(
    int count,
    int succeeded,
    int failed,
    Map<String, Long> tallies,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ChildDetail> details,
    Integer attempt) {
  /// How many children a task can have.
  public static final int MAX = ParentTask.MAX_CHILDREN;

  public static final int MAX_SUMS = 32;
  public static final int MAX_SUM_NAME_LENGTH = 64;

  /// The largest number that is summed, positive or negative. The sum over all children never
  /// overflows.
  public static final long LARGEST_SUMMAND = 100_000_000_000_000L;

  public Children {
    requireCount(count);
    Require.that(succeeded >= 0, "succeeded", "be 0 or more", succeeded);
    Require.that(failed >= 0, "failed", "be 0 or more", failed);
    tallies = sums(tallies);
    details = details == null ? List.of() : List.copyOf(details);
    Require.that(attempt == null || attempt >= 1, "attempt", "be 1 or more", attempt);
  }

  /// Children that left nothing but numbers.
  public Children(int count, int succeeded, int failed, Map<String, Long> tallies) {
    this(count, succeeded, failed, tallies, List.of(), null);
  }

  /// What child `index` left.
  public Optional<ChildDetail> detail(int index) {
    return details.stream().filter(detail -> detail.child() == index).findAny();
  }

  /// Throws unless a task can have `count` children.
  public static void requireCount(int count) {
    Require.that(count >= 1 && count <= MAX, "children", "be 1 to " + MAX, count);
  }

  /// An immutable copy, ordered by name; empty for null.
  public static Map<String, Long> sums(Map<String, Long> sums) {
    return sums == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(sums));
  }
}
