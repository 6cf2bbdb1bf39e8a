package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.task.Input.Awaited;
import dev.offload.lifecycle.task.Input.Cancellation;
import dev.offload.lifecycle.task.Input.ChildReport;
import dev.offload.lifecycle.task.Input.Drop;
import dev.offload.lifecycle.task.Input.FormerReport;
import dev.offload.lifecycle.task.Input.Replay;
import dev.offload.lifecycle.task.Input.Report;
import dev.offload.lifecycle.task.Input.Settled;
import dev.offload.lifecycle.task.Input.Stopped;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.lifecycle.task.Input.TimerFired;
import dev.offload.lifecycle.task.Input.Turn;
import dev.offload.lifecycle.task.TaskEvent.AttemptHandedOut;
import dev.offload.lifecycle.task.TaskEvent.UnitsTaken;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.config.LimitScope.OfTenant;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.work.AttemptDelegated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The limits of the task of a [World], which come and go, and a book of their units. Units are
/// granted to the task when it waits for them. The book has what a partition's ledgers have, and is
/// compared with what the task says that it has.
final class WorldUnits {
  private final List<LimitScope> all;
  private final Line.OfQueue line;
  private final int weight;

  /// The places in `all` of the limits that there are now.
  private final TreeSet<Integer> present = new TreeSet<>();

  private final Map<LimitScope, Integer> used = new HashMap<>();
  private boolean isStopped;

  /// The units that were granted for the step that is being made.
  private Optional<LimitScope> granted = Optional.empty();

  /// In the order in which units are taken. System tasks do not count against their tenant's limit.
  WorldUnits(SubmitTask task) {
    this.line = new Line.OfQueue(task.queue());
    this.weight = task.placement().weight();
    List<LimitScope> scopes = new ArrayList<>();
    if (task.placement().concurrencyKey() != null) {
      scopes.add(new OfKey(task.tenant(), task.placement().concurrencyKey()));
      if (task.lineage().origin() == Origin.CLIENT) {
        scopes.add(new OfTenant(task.tenant()));
      }
      scopes.add(new OfQueue(task.queue()));
    }
    this.all = List.copyOf(scopes);
  }

  /// Whether there can be limits at all.
  boolean areThere() {
    return !all.isEmpty();
  }

  /// A limit is set that was not there, or deleted.
  void change(int some) {
    int place = some % all.size();
    if (!present.remove(place)) {
      present.add(place);
    }
  }

  void stop(boolean stopped) {
    isStopped = stopped;
  }

  boolean isStopped() {
    return isStopped;
  }

  /// The limit whose units a task waits for.
  static Optional<LimitScope> awaited(TaskEntry entry) {
    return entry instanceof InLine waiting ? waiting.line().limit() : Optional.empty();
  }

  /// Where the task has to wait. It is decided like this in `TaskEncoder` and `NextLine`.
  WorldGate gate(TaskEntry entry, Input input, boolean isCrowded) {
    List<LimitScope> taken = taken(entry);
    return switch (input) {
      case Submission(_, var topic) ->
          topic == HandOut.QueueTopic.DIRECT ? WorldGate.OPEN : of(List.of(), isCrowded);
      case Turn(var scope) when scope.isPresent() ->
          of(Stream.concat(taken.stream(), scope.stream()).toList(), isCrowded);
      case Turn _ -> inTurn(taken);
      case Report(AttemptDelegated _) -> of(List.of(), isCrowded);
      case Report _, Cancellation _, Drop _, Awaited _ -> WorldGate.OPEN;
      case Stopped _, Replay _, Settled _, FormerReport _, ChildReport _, TimerFired _ ->
          of(taken, isCrowded);
    };
  }

  private WorldGate of(List<LimitScope> taken, boolean isCrowded) {
    WorldGate next = inTurn(taken);
    return next.isOpen() && isCrowded ? WorldGate.behind(line) : next;
  }

  private WorldGate inTurn(List<LimitScope> taken) {
    Optional<LimitScope> missing =
        present.stream().map(all::get).filter(scope -> !taken.contains(scope)).findFirst();
    if (missing.isEmpty() && taken.isEmpty()) {
      return WorldGate.OPEN;
    }
    if (isStopped) {
      return WorldGate.stopped(line);
    }
    return missing.map(scope -> WorldGate.behind(new Line.OfLimit(scope))).orElse(WorldGate.OPEN);
  }

  /// A step is made with `input`. What is granted with it is in use from now on.
  void begin(Input input) {
    granted = input instanceof Turn(var scope) ? scope : Optional.empty();
    granted.ifPresent(scope -> used.merge(scope, weight, Integer::sum));
  }

  /// The step is made. What the task has no longer comes back, and so does what it did not take.
  void end(TaskEntry before, List<TaskEvent> events, TaskEntry after) {
    List<LimitScope> still = taken(after);
    taken(before).stream().filter(scope -> !still.contains(scope)).forEach(this::giveBack);
    if (events.stream().noneMatch(UnitsTaken.class::isInstance)) {
      granted.ifPresent(this::giveBack);
    }
    check(after);
    if (before instanceof NotHandedOut
        && events.stream().anyMatch(AttemptHandedOut.class::isInstance)) {
      assertThat(still).as("units of what is handed out").containsAll(limits());
    }
  }

  private void giveBack(LimitScope scope) {
    used.merge(scope, -weight, Integer::sum);
  }

  private List<LimitScope> limits() {
    return present.stream().map(all::get).toList();
  }

  private void check(TaskEntry entry) {
    List<LimitScope> taken = taken(entry);
    assertThat(taken).as("units taken twice").doesNotHaveDuplicates();
    for (LimitScope scope : all) {
      assertThat(used.getOrDefault(scope, 0))
          .as("units of %s that are in use", scope)
          .isEqualTo(taken.contains(scope) ? weight : 0);
    }
    if (entry instanceof Delegated || !(entry instanceof Active)) {
      assertThat(taken).as("units of %s", entry).isEmpty();
    }
    if (entry instanceof Waiting) {
      assertThat(taken).as("units of a task that is not due").isEmpty();
    }
    awaited(entry)
        .ifPresent(
            next ->
                assertThat(taken)
                    .as("units that others need who wait for %s", next)
                    .allMatch(scope -> all.indexOf(scope) < all.indexOf(next)));
  }

  private static List<LimitScope> taken(TaskEntry entry) {
    return entry instanceof Active active ? active.work().taken() : List.of();
  }
}
