package dev.offload.lifecycle.line;

import dev.offload.lifecycle.line.LineRules.KnownPauses;
import dev.offload.lifecycle.store.PlaceKey;
import dev.offload.lifecycle.store.Places;
import dev.offload.lifecycle.task.Line;
import dev.offload.lifecycle.task.Line.OfLimit;
import dev.offload.lifecycle.task.Line.OfQueue;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A walk along all places of a partition each time that a pause or a queue without workers is
/// found, for the tasks that can't run and wait for units or have some. In a limit's line
/// nobody knows of which queue a task is, so all are found that stand in one. The first walk
/// is for what an earlier process has left.
final class StoppedTasks {
  private final Places places;
  private final KnownPauses pauses;
  private final Set<String> stopped = new HashSet<>();
  private long pausesVersion;
  private Optional<PlaceKey> reached = Optional.empty();
  private boolean hasMore = true;

  StoppedTasks(Places places, KnownPauses pauses) {
    this.places = places;
    this.pauses = pauses;
  }

  boolean hasMore() {
    return hasMore;
  }

  /// What is found at the next `limit` places.
  List<PlaceKey> next(Collection<QueueLine> queues, Instant now, int limit) {
    if (hasNews(queues, now)) {
      reached = Optional.empty();
      hasMore = true;
    }
    return hasMore ? walk(limit) : List.of();
  }

  private boolean hasNews(Collection<QueueLine> queues, Instant now) {
    boolean isNew = pausesVersion != pauses.pausesVersion();
    pausesVersion = pauses.pausesVersion();
    for (QueueLine line : queues) {
      if (!line.hasStopped(now)) {
        stopped.remove(line.queue());
      } else {
        isNew |= stopped.add(line.queue());
      }
    }
    return isNew;
  }

  private List<PlaceKey> walk(int limit) {
    List<PlaceKey> found = places.after(reached, limit);
    hasMore = found.size() == limit;
    if (!found.isEmpty()) {
      reached = Optional.of(found.getLast());
    }
    return found.stream().filter(this::isConcerned).toList();
  }

  private boolean isConcerned(PlaceKey key) {
    return switch (Line.named(key.place().line())) {
      case OfLimit _ -> true;
      case OfQueue(String queue) ->
          stopped.contains(queue) || pauses.ofTenant(key.place().tenant());
    };
  }
}
