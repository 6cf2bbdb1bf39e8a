package dev.offload.ingest.view;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which tasks of a tenant are asked for: those that meet all criteria.
///
/// @param criteria at most one of each kind, in the order of their kinds' names
public record TaskFilter(String tenant, Origin origin, List<Criterion> criteria) {

  /// What a task must be like.
  public sealed interface Criterion {}

  public record OfType(String type) implements Criterion {}

  public record InState(TaskState state) implements Criterion {}

  public record Tagged(String tag) implements Criterion {}

  /// It has failed with an error of this code.
  public record FailedWith(String errorCode) implements Criterion {}

  public record OfGroup(GroupId group) implements Criterion {}

  public record OfUser(String user) implements Criterion {}

  public record CreatedAfter(Instant time) implements Criterion {}

  public record CreatedBefore(Instant time) implements Criterion {}

  /// It has ended, after this time.
  public record EndedAfter(Instant time) implements Criterion {}

  /// It has ended, before this time.
  public record EndedBefore(Instant time) implements Criterion {}

  public TaskFilter {
    Require.text(tenant, "tenant");
    Require.present(origin, "origin");
    criteria =
        criteria.stream().sorted(Comparator.comparing(one -> one.getClass().getName())).toList();
  }

  /// All tasks of a tenant that came from there.
  public static TaskFilter of(String tenant, Origin origin) {
    return new TaskFilter(tenant, origin, List.of());
  }

  /// The same with one more criterion, which replaces one of its kind.
  public TaskFilter with(Criterion one) {
    Stream<Criterion> others =
        criteria.stream().filter(known -> !known.getClass().equals(one.getClass()));
    return new TaskFilter(tenant, origin, Stream.concat(others, Stream.of(one)).toList());
  }

  /// The same if there is one.
  public TaskFilter with(Optional<? extends Criterion> one) {
    return one.isPresent() ? with(one.get()) : this;
  }

  Optional<String> type() {
    return find(OfType.class).map(OfType::type);
  }

  Optional<TaskState> state() {
    return find(InState.class).map(InState::state);
  }

  Optional<String> tag() {
    return find(Tagged.class).map(Tagged::tag);
  }

  Optional<String> errorCode() {
    return find(FailedWith.class).map(FailedWith::errorCode);
  }

  Optional<GroupId> group() {
    return find(OfGroup.class).map(OfGroup::group);
  }

  Optional<String> user() {
    return find(OfUser.class).map(OfUser::user);
  }

  Optional<Instant> createdAfter() {
    return find(CreatedAfter.class).map(CreatedAfter::time);
  }

  Optional<Instant> createdBefore() {
    return find(CreatedBefore.class).map(CreatedBefore::time);
  }

  Optional<Instant> endedAfter() {
    return find(EndedAfter.class).map(EndedAfter::time);
  }

  Optional<Instant> endedBefore() {
    return find(EndedBefore.class).map(EndedBefore::time);
  }

  private <C extends Criterion> Optional<C> find(Class<C> kind) {
    return criteria.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}
