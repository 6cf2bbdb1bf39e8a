package dev.offload.lifecycle.line;

import dev.offload.lifecycle.limit.KnownLimits;
import dev.offload.lifecycle.limit.KnownRule;
import dev.offload.lifecycle.task.Line;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.config.LimitScope.OfTenant;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Says in which line a task has to wait next. It gets its units one limit after another: of its
/// concurrency key, its tenant, its queue. Then it waits for its turn in the queue.
///
/// It asks for units only if it can run: if neither its queue nor its tenant is paused, and a
/// worker serves the queue. Until then it waits in the queue's line, and others may have the
/// units.
///
/// In this order, the units that a task has while it waits for more delay only tasks of the same
/// key or tenant.
public record NextLine(Lines lines, KnownLimits limits) {

  /// The task that asks, and the limits of which it has units in use.
  public record Asking(Placement placement, String tenant, Origin origin, List<LimitScope> taken) {
    public Asking {
      taken = List.copyOf(taken);
    }
  }

  /// Where a task has to wait.
  public sealed interface Next {
    /// In this line. It keeps the units that it has.
    record Behind(Line line) implements Next {}

    /// In the line of its queue, since it can't run: it may have no units.
    record Stopped(Line.OfQueue line) implements Next {}
  }

  /// Empty if it can be handed out.
  public Optional<Next> of(Asking task, Instant now) {
    String queue = task.placement().queue();
    return inTurn(task, now)
        .or(
            () ->
                lines.isOpen(queue, task.tenant(), now)
                    ? Optional.empty()
                    : Optional.of(new Next.Behind(new Line.OfQueue(queue))));
  }

  /// The same for a task whose turn in its queue has come.
  public Optional<Next> inTurn(Asking task, Instant now) {
    List<LimitScope> missing = missing(task);
    if (missing.isEmpty() && task.taken().isEmpty()) {
      return Optional.empty();
    }
    String queue = task.placement().queue();
    if (!lines.canRun(queue, task.tenant(), now)) {
      return Optional.of(new Next.Stopped(new Line.OfQueue(queue)));
    }
    return missing.stream().findFirst().map(scope -> new Next.Behind(new Line.OfLimit(scope)));
  }

  /// The limits of which it has no units yet, and those that let nothing start any more: what it
  /// has of these is worth nothing.
  private List<LimitScope> missing(Asking task) {
    return limits.isEmpty()
        ? List.of()
        : scopes(task).filter(scope -> isMissing(limits.of(scope), scope, task)).toList();
  }

  private static boolean isMissing(KnownRule rule, LimitScope scope, Asking task) {
    return rule.isPresent() && (rule.isClosed() || !task.taken().contains(scope));
  }

  /// System tasks do not count against their tenant's limit.
  private static Stream<LimitScope> scopes(Asking task) {
    Placement placement = task.placement();
    Stream<LimitScope> key =
        Stream.ofNullable(placement.concurrencyKey()).map(name -> new OfKey(task.tenant(), name));
    Stream<LimitScope> tenant =
        task.origin() == Origin.CLIENT ? Stream.of(new OfTenant(task.tenant())) : Stream.empty();
    return Stream.of(key, tenant, Stream.<LimitScope>of(new OfQueue(placement.queue())))
        .flatMap(scopes -> scopes);
  }
}
