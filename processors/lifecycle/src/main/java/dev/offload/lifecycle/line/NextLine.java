package dev.offload.lifecycle.line;

import dev.offload.lifecycle.limit.KnownLimits;
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
/// In this order, the units that a task has while it waits for more delay only tasks of the same
/// key or tenant.
public record NextLine(Lines lines, KnownLimits limits) {

  /// The task that asks, and the limits of which it has units in use.
  public record Asking(Placement placement, String tenant, Origin origin, List<LimitScope> taken) {
    public Asking {
      taken = List.copyOf(taken);
    }
  }

  /// Empty if it can be handed out.
  public Optional<Line> of(Asking task, Instant now) {
    String queue = task.placement().queue();
    return ofLimit(task)
        .or(
            () ->
                lines.isOpen(queue, task.tenant(), now)
                    ? Optional.empty()
                    : Optional.of(new Line.OfQueue(queue)));
  }

  /// The same for a task whose turn in its queue has come.
  public Optional<Line> ofLimit(Asking task) {
    return limits.isEmpty()
        ? Optional.empty()
        : scopes(task)
            .filter(scope -> !task.taken().contains(scope) && limits.of(scope).isPresent())
            .findFirst()
            .<Line>map(Line.OfLimit::new);
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
