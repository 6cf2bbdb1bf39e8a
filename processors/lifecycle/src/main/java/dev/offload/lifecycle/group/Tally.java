package dev.offload.lifecycle.group;

import dev.offload.schemas.task.GroupCounts;
import dev.offload.schemas.task.GroupError;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.GroupCount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// What a partition keeps about a group that it has tasks of.
///
/// ```
/// first task joins, or the group is sealed ──► count, tell ──► forgotten when the group says so
/// ```
/// @param told how often the group has been told
/// @param joined how many tasks have joined here, with the successors in the same group that tasks
///     here have made. Those are not counted where they are submitted
/// @param counts how many of the tasks here are in each state
/// @param errors why the first of those did not succeed that have ended so
/// @param wish what is known of what the group wants
/// @param known whether the group knows all of this
/// @param anew whether it was begun anew because the one before can't be read. Nobody knows then
///     who has ended before
/// @param underway the marks of the successors in the same group that tasks here have made, and
///     of those that are here. Those that are both cancel out. Empty if not all of them are
///     known, because the tally was begun anew or by an older release
public record Tally(
    GroupId group,
    String tenant,
    long told,
    long joined,
    GroupCounts counts,
    List<GroupError> errors,
    Wish wish,
    boolean known,
    boolean anew,
    Optional<Long> underway) {
  /// The longest message of an error that a group is told. The task has the whole.
  static final int MESSAGE_LENGTH = 200;

  /// The longest code of such an error.
  static final int CODE_LENGTH = 100;

  public Tally {
    errors = GroupError.checked(errors);
  }

  public static Tally of(GroupId group, String tenant) {
    return new Tally(
        group,
        tenant,
        0,
        0,
        GroupCounts.NONE,
        List.of(),
        new Wish.Open(),
        true,
        false,
        Optional.of(0L));
  }

  /// A tally that takes the place of one that can't be read.
  public static Tally anew(GroupId group, String tenant) {
    return new Tally(
        group,
        tenant,
        0,
        0,
        GroupCounts.NONE,
        List.of(),
        new Wish.Open(),
        false,
        true,
        Optional.empty());
  }

  /// A task that nobody has counted before has joined, and is in `state`.
  public Tally joined(TaskState state) {
    return with(joined + 1, counts.with(state), errors, underway);
  }

  /// A task here has made `successor`, which has joined by that.
  public Tally made(TaskId successor) {
    return with(joined + 1, counts, errors, entered(successor));
  }

  /// `successor` is here, in `state`. Whoever has made it has counted that it joined.
  public Tally arrived(TaskId successor, TaskState state) {
    return with(joined, counts.with(state), errors, entered(successor));
  }

  /// Its mark is entered when it is made, and again when it is read. That cancels it out.
  private Optional<Long> entered(TaskId successor) {
    UUID id = successor.uuid();
    long mark = id.getMostSignificantBits() ^ id.getLeastSignificantBits();
    return underway.map(marks -> marks ^ mark);
  }

  /// A task has gone from one state to another. If it joined before the tally was begun, it is not
  /// counted. If that was begun anew, the group still wants to know whether any is left.
  public Tally moved(TaskState from, TaskState to) {
    if (counts.of(from) > 0) {
      return with(joined, counts.without(from).with(to), errors, underway);
    }
    return anew ? with(joined, counts, errors, underway) : this;
  }

  /// A task has ended without success, for a reason that nobody wanted.
  public Tally failed(TaskId task, TaskError error, Instant at) {
    GroupError one = new GroupError(task, shortened(error), at);
    Stream<GroupError> others = errors.stream().filter(known -> !known.task().equals(task));
    return with(joined, counts, GroupError.first(Stream.concat(others, Stream.of(one))), underway);
  }

  /// Many of them have to fit in the group's entry.
  private static TaskError shortened(TaskError error) {
    return new TaskError(
        shortened(error.code(), CODE_LENGTH),
        shortened(error.message(), MESSAGE_LENGTH),
        error.isFinal(),
        error.attempt());
  }

  private static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean cutsAPair = Character.isHighSurrogate(text.charAt(most - 2));
    return text.substring(0, most - (cutsAPair ? 2 : 1)) + "…";
  }

  /// A task that had ended runs again.
  public Tally replayed(TaskId task) {
    return with(
        joined,
        counts,
        errors.stream().filter(known -> !known.task().equals(task)).toList(),
        underway);
  }

  /// The group is sealed, and is to be cancelled if `cancelAt` is present. It asks how far this
  /// partition is, perhaps not for the first time.
  public Tally sealed(Optional<Instant> cancelAt) {
    return new Tally(
        group, tenant, told, joined, counts, errors, wish.after(cancelAt), false, anew, underway);
  }

  /// Some of what the group wants has been done.
  public Tally wishing(Wish left) {
    return new Tally(group, tenant, told, joined, counts, errors, left, known, anew, underway);
  }

  /// The tally after it has been told at `now`. Numbers of one that was begun anew are higher than
  /// those of the one before.
  public Tally afterTelling(Instant now) {
    long next = anew ? Math.max(told + 1, now.toEpochMilli()) : told + 1;
    return new Tally(group, tenant, next, joined, counts, errors, wish, true, anew, underway);
  }

  /// What the group is told of this, as `partition`. `hasActive` says whether tasks of the group
  /// are active there. While some are, a tally that was begun anew does not say that it is sealed,
  /// since it has not counted all of them.
  public GroupCount count(int partition, boolean hasActive) {
    boolean isWhole = !anew || !hasActive;
    return new GroupCount(
        group,
        tenant,
        partition,
        told,
        joined,
        counts,
        errors,
        wish.isSealed() && isWhole,
        anew,
        underway.orElse(null));
  }

  private Tally with(
      long nowJoined,
      GroupCounts nowCounts,
      List<GroupError> nowErrors,
      Optional<Long> nowUnderway) {
    return new Tally(
        group, tenant, told, nowJoined, nowCounts, nowErrors, wish, false, anew, nowUnderway);
  }
}
