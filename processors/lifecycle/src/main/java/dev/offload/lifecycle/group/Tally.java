package dev.offload.lifecycle.group;

import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.GroupCount;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// What a partition keeps about a group that it has tasks of.
///
/// ```
/// first task joins, or the group is sealed ──► count, tell ──► forgotten when the group says so
/// ```
/// @param tasks those that it has counted
/// @param coverage which of them those are
/// @param wish what is known of what the group wants
/// @param telling what the group has been told
public record Tally(
    GroupId group,
    String tenant,
    CountedTasks tasks,
    Coverage coverage,
    Wish wish,
    Telling telling) {
  public static Tally of(GroupId group, String tenant) {
    return new Tally(
        group,
        tenant,
        CountedTasks.NONE,
        new Coverage.Whole(0),
        new Wish.Open(),
        new Telling(0, true));
  }

  /// A tally that takes the place of one that can't be read.
  public static Tally anew(GroupId group, String tenant) {
    return new Tally(
        group,
        tenant,
        CountedTasks.NONE,
        new Coverage.Anew(),
        new Wish.Open(),
        new Telling(0, false));
  }

  /// A task that nobody has counted before has joined, and is in `state`.
  public Tally joined(TaskState state) {
    return with(tasks.joined(state), coverage);
  }

  /// A task here has made `successor`, which has joined by that.
  public Tally made(TaskId successor) {
    return with(tasks.made(), coverage.marking(successor));
  }

  /// `successor` is here, in `state`. Whoever has made it has counted that it joined.
  public Tally arrived(TaskId successor, TaskState state) {
    return with(tasks.arrived(state), coverage.marking(successor));
  }

  /// A task has gone from one state to another. If it joined before the tally was begun, it is not
  /// counted. If that was begun anew, the group still wants to know whether any is left.
  public Tally moved(TaskState from, TaskState to) {
    if (tasks.hasOneIn(from)) {
      return with(tasks.moved(from, to), coverage);
    }
    return coverage.isAnew() ? with(tasks, coverage) : this;
  }

  /// A task has ended without success, for a reason that nobody wanted.
  public Tally failed(TaskId task, TaskError error, Instant at) {
    return with(tasks.failed(task, error, at), coverage);
  }

  /// A task that had ended runs again.
  public Tally replayed(TaskId task) {
    return with(tasks.replayed(task), coverage);
  }

  private Tally with(CountedTasks counted, Coverage covered) {
    return new Tally(group, tenant, counted, covered, wish, telling.outdated());
  }

  /// The group is sealed, and is to be cancelled if `cancelAt` is present. It asks how far this
  /// partition is, perhaps not for the first time.
  public Tally sealed(Optional<Instant> cancelAt) {
    return new Tally(group, tenant, tasks, coverage, wish.after(cancelAt), telling.outdated());
  }

  /// Some of what the group wants has been done.
  public Tally wishing(Wish left) {
    return new Tally(group, tenant, tasks, coverage, left, telling);
  }

  /// The tally after it has been told at `now`. Numbers of one that was begun anew are higher than
  /// those of the one before.
  public Tally afterTelling(Instant now) {
    long next = telling.number() + 1;
    long number = coverage.isAnew() ? Math.max(next, now.toEpochMilli()) : next;
    return new Tally(group, tenant, tasks, coverage, wish, new Telling(number, true));
  }

  /// What the group is told of this, as `partition`. `hasActive` says whether tasks of the group
  /// are active there. While some are, a tally that was begun anew does not say that it is sealed,
  /// since it has not counted all of them.
  public GroupCount count(int partition, BooleanSupplier hasActive) {
    boolean mayLack = coverage.isAnew() && hasActive.getAsBoolean();
    return new GroupCount(
        group,
        tenant,
        partition,
        telling.number(),
        tasks.joined(),
        tasks.counts(),
        tasks.errors(),
        wish.isSealed() && !mayLack,
        coverage.isAnew(),
        coverage.marks().orElse(null));
  }
}
