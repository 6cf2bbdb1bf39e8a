package dev.offload.lifecycle.limit;

import dev.offload.schemas.work.LimitUse;
import dev.offload.schemas.work.LimitUse.Next;
import java.util.ArrayList;
import java.util.List;

/// What a partition wants of a limit: the first tasks that wait for it, in order, in at most
/// [LimitUse#MOST_NEXT] runs of tasks that are alike, and how many tasks there are.
public record Demand(List<Next> next, int waiting) {
  public static final Demand NONE = new Demand(List.of(), 0);

  public Demand {
    next = List.copyOf(next);
  }

  /// The demand of a line with `waiting` tasks that begins with these.
  public static Demand of(List<Next> first, int waiting) {
    List<Next> runs = new ArrayList<>();
    for (Next task : first) {
      if (!runs.isEmpty() && runs.getLast().isLike(task)) {
        Next run = runs.removeLast();
        runs.add(run.repeated(run.count() + task.count()));
      } else if (runs.size() == LimitUse.MOST_NEXT) {
        break;
      } else {
        runs.add(task);
      }
    }
    return new Demand(runs, waiting);
  }
}
