package dev.offload.schemas.task;

import dev.offload.schemas.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// A task that is submitted when another task or a group has ended.
///
/// @param on which ends it follows
/// @param task what it is to do; its input may have references to the task or group that it
///     follows
/// @param delay how long it waits after that end; null for not at all
/// @param expiresAt no attempt starts at or after this time; null if it never expires
public record Successor(Trigger on, TaskSpec task, Duration delay, Instant expiresAt) {
  /// How many successors a task or a group can have.
  public static final int MOST = 10;

  /// How deep successors can be nested: the successor of a successor is the second level.
  public static final int DEEPEST = 10;

  public Successor {
    Require.present(on, "on");
    Require.present(task, "task");
    Require.that(delay == null || !delay.isNegative(), "delay", "not be negative", delay);
  }

  /// A successor that runs at once.
  public static Successor on(Trigger on, TaskSpec task) {
    return new Successor(on, task, null, null);
  }

  /// An immutable copy of `then`; empty for null.
  public static List<Successor> checked(List<Successor> then) {
    List<Successor> copy = then == null ? List.of() : List.copyOf(then);
    Require.that(copy.size() <= MOST, "then", "have at most " + MOST + " entries", copy.size());
    int depth = depth(copy);
    Require.that(depth <= DEEPEST, "then", "be nested at most " + DEEPEST + " deep", depth);
    return copy;
  }

  /// How deep `then` is nested; 0 if it is empty.
  public static int depth(List<Successor> then) {
    return then.stream().mapToInt(one -> 1 + depth(one.task.then())).max().orElse(0);
  }

  /// The files that the inputs of these successors name, and those of their successors.
  public static List<String> files(List<Successor> then) {
    Set<String> named = new TreeSet<>();
    collect(then, named);
    return List.copyOf(named);
  }

  private static void collect(List<Successor> then, Collection<String> named) {
    for (Successor one : then) {
      named.addAll(NamedFiles.in(one.task.input()));
      collect(one.task.then(), named);
    }
  }

  /// What users see of the successors of `former`, whose ids follow from its id alone.
  public static List<SuccessorRef> refs(FormerId former, String tenant, List<Successor> then) {
    return refs(then, index -> former.successorId(tenant, index));
  }

  /// What users see of these successors. `ids` gives the id of the one of this index.
  public static List<SuccessorRef> refs(List<Successor> then, IntFunction<TaskId> ids) {
    return IntStream.range(0, then.size())
        .mapToObj(index -> new SuccessorRef(then.get(index).on, ids.apply(index)))
        .toList();
  }
}
