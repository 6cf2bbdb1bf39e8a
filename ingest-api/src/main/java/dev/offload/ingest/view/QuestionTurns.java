package dev.offload.ingest.view;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Lets a few questions of each tenant in at once. Others of that tenant wait, and other tenants do
/// not.
final class QuestionTurns {
  private final int atOnce;
  private final ConcurrentHashMap<String, Room> tenants = new ConcurrentHashMap<>();

  /// @param count how many are in or wait
  private record Room(Semaphore free, int count) {
    private Room plus(int more) {
      return new Room(free, count + more);
    }
  }

  QuestionTurns(int atOnce) {
    this.atOnce = atOnce;
  }

  /// Answers with `question`, which is told how much of `limit` is left when its turn comes.
  ///
  /// @throws ViewBusy if that takes longer than `limit`
  <T> T take(String tenant, Duration limit, Function<Duration, T> question) {
    long begin = System.nanoTime();
    Room room =
        tenants.compute(
            tenant,
            (_, known) -> known == null ? new Room(new Semaphore(atOnce, true), 1) : known.plus(1));
    try {
      enter(room.free(), limit);
      try {
        return question.apply(limit.minusNanos(System.nanoTime() - begin));
      } finally {
        room.free().release();
      }
    } finally {
      tenants.computeIfPresent(tenant, (_, known) -> known.count() == 1 ? null : known.plus(-1));
    }
  }

  private static void enter(Semaphore free, Duration limit) {
    try {
      if (!free.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new ViewBusy("other lists of this tenant took longer than " + limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewFailure("nobody waits for the task view any more", e);
    }
  }
}
