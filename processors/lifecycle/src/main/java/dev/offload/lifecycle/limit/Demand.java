package dev.offload.lifecycle.limit;

import dev.offload.schemas.work.LimitUse.Next;
import java.util.List;

/// What a partition wants of a limit: the first tasks that wait for it, in order, at most
/// [LimitUse#MOST_NEXT], and how many there are.
public record Demand(List<Next> next, int waiting) {
  public static final Demand NONE = new Demand(List.of(), 0);

  public Demand {
    next = List.copyOf(next);
  }
}
