package dev.offload.e2e.drill;

import dev.offload.e2e.client.OffloadClient;
import dev.offload.schemas.task.PublicTask;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Measures how late tasks start, from when they are due to the start of their run. Such tasks
/// are submitted steadily and are due soon.
final class Punctuality {
  static final String TAG = "punctual";
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final int EVERY_MILLIS = 200;

  private record Start(Instant at, Duration late) {}

  private final List<Start> starts = new ArrayList<>();

  /// When the tasks are due that have been accepted and have not ended.
  private final Map<String, Instant> open = new HashMap<>();

  /// The tasks that ended before their submission was answered.
  private final Set<String> endedEarly = new HashSet<>();

  /// Submits such tasks to `client` until closed.
  Feed feed(OffloadClient client) {
    return new Feed(client);
  }

  synchronized void accepted(String id, Instant due) {
    if (!endedEarly.remove(id)) {
      open.put(id, due);
    }
  }

  /// Takes a task that has ended, which may be another one.
  synchronized void take(PublicTask task) {
    if (task.tags().contains(TAG) && task.startedAt() != null) {
      var due = task.createdAt().plus(DELAY);
      starts.add(new Start(task.startedAt(), Duration.between(due, task.startedAt())));
      String id = task.id().toString();
      if (open.remove(id) == null) {
        endedEarly.add(id);
      }
    }
  }

  /// Whether a task that was due before `moment` has not ended.
  synchronized boolean isBehind(Instant moment) {
    return open.values().stream().anyMatch(moment::isAfter);
  }

  /// How late the task was that was later than `share` of all tasks that started after
  /// `since`. Empty if none has started.
  synchronized Optional<Duration> late(double share, Instant since) {
    var sorted =
        starts.stream()
            .filter(start -> !start.at().isBefore(since))
            .map(Start::late)
            .sorted()
            .toList();
    return sorted.isEmpty()
        ? Optional.empty()
        : Optional.of(sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size())));
  }

  /// When the first of them started after `moment`.
  synchronized Optional<Instant> firstStartAfter(Instant moment) {
    return starts.stream().map(Start::at).filter(moment::isBefore).min(Instant::compareTo);
  }

  /// Submits steadily until closed.
  final class Feed implements AutoCloseable {
    private final ScheduledExecutorService feeder = Executors.newScheduledThreadPool(4);

    private Feed(OffloadClient client) {
      var task = Probes.delayed(Duration.ZERO, DELAY);
      task.putArray("tags").add(TAG);
      Runnable submit =
          () -> {
            try {
              String id = client.submit(task).id();
              accepted(id, Instant.now().plus(DELAY));
            } catch (IOException _) {
              // The task was not accepted, so nobody waits for it.
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          };
      var _ = feeder.scheduleAtFixedRate(submit, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
      feeder.shutdownNow();
    }
  }
}
