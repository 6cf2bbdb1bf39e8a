package dev.offload.lifecycle.limit;

import dev.offload.schemas.work.LimitUse.Next;
import java.util.List;

/// The tasks of a partition that wait for a limit: the first of them in order, at most
/// [LimitUse#MOST_NEXT], and how many there are.
public record Line(List<Next> next, int waiting) {
  public static final Line EMPTY = new Line(List.of(), 0);

  public Line {
    next = List.copyOf(next);
  }
}
