package dev.offload.schemas.work;

import dev.offload.schemas.Require;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.task.Placement;
import java.util.List;

/// What a partition of the lifecycle tells the coordinator of a limit: how much of the limit it
/// uses and which of its tasks wait. All numbers are totals since the partition opened its
/// ledger, so it does no harm if a record is read twice.
///
/// @param scope the exact scope that is limited
/// @param partition who tells it
/// @param ledger the number of the partition's ledger; a newer ledger has a higher one
/// @param told how often the partition has told of this ledger, with this time
/// @param rule what the limit allows, as far as the partition knows; null if nothing is limited
///     any more
/// @param ruleVersion the rule with the highest version counts
/// @param next the first tasks in line, in at most [#MOST_NEXT] runs
/// @param waiting how many tasks are in line
/// @param starts how many tasks the grants that the partition has read were for
/// @param granted how many units these grants had
/// @param returned how many of these units the partition has given back
public record LimitUse(
    LimitScope scope,
    int partition,
    long ledger,
    long told,
    LimitRule rule,
    long ruleVersion,
    List<Next> next,
    int waiting,
    long starts,
    long granted,
    long returned)
    implements Coordination {

  /// In how many runs a partition names tasks.
  public static final int MOST_NEXT = 16;

  /// Tasks that stand next to each other in line and are alike: how many units each takes, and its
  /// priority.
  ///
  /// @param times how many there are; null for one
  public record Next(int weight, int priority, Integer times) {
    public Next {
      Require.that(weight >= 1, "weight", "be 1 or more", weight);
      Require.that(Placement.isPriority(priority), "priority", Placement.PRIORITY_RULE, priority);
      Require.that(times == null || times >= 1, "times", "be 1 or more", times);
      times = times == null || times == 1 ? null : times;
    }

    /// One task.
    public Next(int weight, int priority) {
      this(weight, priority, null);
    }

    public int count() {
      return times == null ? 1 : times;
    }

    /// This many of them.
    public Next repeated(int count) {
      return new Next(weight, priority, count);
    }

    /// Whether a task of `other` is like those of this.
    public boolean isLike(Next other) {
      return weight == other.weight && priority == other.priority;
    }
  }

  public LimitUse {
    LimitGrant.requireExact(scope);
    Require.that(partition >= 0, "partition", "be 0 or more", partition);
    Require.that(ledger >= 0, "ledger", "be 0 or more", ledger);
    Require.that(told >= 1, "told", "be 1 or more", told);
    next = next == null ? List.of() : List.copyOf(next);
    Require.that(
        next.size() <= MOST_NEXT, "next", "have at most " + MOST_NEXT + " runs", next.size());
    int named = named(next);
    Require.that(waiting >= named, "waiting", "be at least " + named, waiting);
    Require.that(
        next.isEmpty() == (waiting == 0), "next", "be empty if nothing waits only", next.size());
    LimitGrant.requireTotals(starts, granted);
    Require.that(returned >= 0 && returned <= granted, "returned", "be 0 to " + granted, returned);
  }

  private static int named(List<Next> next) {
    return next.stream().mapToInt(Next::count).sum();
  }

  /// How many tasks are named in `next`.
  public int named() {
    return named(next);
  }

  /// How many units the partition uses.
  public long used() {
    return granted - returned;
  }

  /// Whether the partition neither uses nor wants anything.
  public boolean idle() {
    return waiting == 0 && used() == 0;
  }

  /// The coordinator is told.
  @Override
  public String key() {
    return Limit.key(scope);
  }
}
