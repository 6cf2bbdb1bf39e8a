package dev.offload.e2e.drill;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Clients of one tenant that all do the same thing, again and again, until they are closed.
final class Crowd implements Closeable {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final List<Thread> threads = new ArrayList<>();

  /// What each client does. An exception means that Offload defends itself.
  interface Habit {
    void once(int number) throws IOException, InterruptedException;
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
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          habit.once(number);
        } catch (IOException _) {
          // Refused or cut off: it tries again.
          Thread.sleep(PAUSE);
        }
      }
    } catch (InterruptedException _) {
      // The block has ended.
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
