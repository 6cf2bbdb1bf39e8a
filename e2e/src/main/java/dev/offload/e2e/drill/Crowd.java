package dev.offload.e2e.drill;

import java.util.ArrayList;
import java.util.List;

/// Clients of one tenant that all do the same, again and again, until the end of a block.
final class Crowd implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();

  /// What each of them does; an exception is how Offload defends itself.
  interface Habit {
    void once(int number) throws Exception;
  }

  private Crowd() {}

  static Crowd of(int clients, Habit habit) {
    var crowd = new Crowd();
    for (int i = 0; i < clients; i++) {
      int number = i;
      crowd.threads.add(Thread.ofVirtual().start(() -> goOn(habit, number)));
    }
    return crowd;
  }

  private static void goOn(Habit habit, int number) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        habit.once(number);
      } catch (InterruptedException _) {
        return;
      } catch (Exception _) {
        // Refused or cut off: it tries again.
      }
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
