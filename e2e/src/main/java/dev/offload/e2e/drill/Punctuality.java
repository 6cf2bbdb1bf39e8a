package dev.offload.e2e.drill;

import dev.offload.e2e.client.OffloadClient;
import dev.offload.schemas.completion.Completion;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// How late tasks start that are due soon and submitted steadily: from their time to the start of
/// their run.
final class Punctuality {
  private static final String TAG = "punctual";
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final int EVERY_MILLIS = 200;

  private record Start(Instant at, Duration late) {}

  private final List<Start> starts = new ArrayList<>();

  /// Submits such tasks to `client` until closed.
  Feed feed(OffloadClient client) {
    return new Feed(client);
  }

  /// Is told of ends, also of other tasks.
  synchronized void take(Completion completion) {
    var task = completion.task();
    if (task.tags().contains(TAG) && task.startedAt() != null) {
      var due = task.createdAt().plus(DELAY);
      starts.add(new Start(task.startedAt(), Duration.between(due, task.startedAt())));
    }
  }

  synchronized int starts() {
    return starts.size();
  }

  /// How late the task was that was later than `share` of all that started after `since`; empty if
  /// none has.
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

  static final class Feed implements AutoCloseable {
    private final ScheduledExecutorService feeder = Executors.newScheduledThreadPool(4);

    private Feed(OffloadClient client) {
      var task = Probes.delayed(Duration.ZERO, DELAY);
      task.putArray("tags").add(TAG);
      Runnable submit =
          () -> {
            try {
              client.submit(task);
            } catch (IOException _) {
              // Not accepted, so nobody waits for it.
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
