package dev.offload.lifecycle.task;

import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitScope;
import java.util.Optional;

/// A line in which tasks wait to be handed out.
public sealed interface Line {
  /// They wait for units of a limit.
  record OfLimit(LimitScope scope) implements Line {}

  /// They wait for their turn in a queue.
  record OfQueue(String queue) implements Line {}

  /// The text that stands for the line where it is stored. No queue has the name of a limit's line.
  default String name() {
    return switch (this) {
      case OfLimit(LimitScope scope) -> Limit.key(scope);
      case OfQueue(String queue) -> queue;
    };
  }

  static Line named(String name) {
    return Limit.isKey(name) ? new OfLimit(Limit.scopeOf(name).orElseThrow()) : new OfQueue(name);
  }

  /// The limit that it belongs to; empty if that is a queue.
  default Optional<LimitScope> limit() {
    return switch (this) {
      case OfLimit(LimitScope scope) -> Optional.of(scope);
      case OfQueue _ -> Optional.empty();
    };
  }
}
