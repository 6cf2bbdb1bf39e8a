package dev.offload.e2e.drill;

import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.client.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Submits the plan of a [CrashDrill] over several lives of the process, and cancels the tasks that
/// are to be cancelled. A request without an answer is tried again, also in the next life.
final class CrashFeeder {
  private static final int THREADS = 8;
  private static final int CONFLICT = 409;

  /// How many limited tasks may run at once.
  static final int CONCURRENCY = 3;

  private final Deque<CrashTask> left;
  private final Deque<String> toCancel = new ArrayDeque<>();
  private final Map<String, CrashTask> accepted = new ConcurrentHashMap<>();
  private List<Thread> threads = List.of();
  private volatile boolean gone;
  private volatile CrashGroup group;
  private int quota;

  CrashFeeder(List<CrashTask> plan) {
    this.left = new ArrayDeque<>(plan);
  }

  /// The accepted tasks by id.
  Map<String, CrashTask> accepted() {
    return accepted;
  }

  CrashGroup group() {
    return group;
  }

  /// The accepted tasks of a kind.
  List<String> accepted(CrashKind kind) {
    return accepted.entrySet().stream()
        .filter(task -> task.getValue().kind() == kind)
        .map(Map.Entry::getKey)
        .toList();
  }

  synchronized int left() {
    return left.size();
  }

  /// Begins to submit up to `most` tasks to the newly started process. The first one is asked for
  /// the limit and the group that tasks name.
  void start(OffloadClient client, int most) throws IOException, InterruptedException {
    if (group == null) {
      client.limit("key/" + CrashKind.LIMIT_KEY, CONCURRENCY);
      group = CrashGroup.open(client);
    }
    gone = false;
    synchronized (this) {
      quota = most;
    }
    var started = new ArrayList<Thread>();
    for (int number = 0; number < THREADS; number++) {
      started.add(Thread.ofVirtual().start(() -> run(client)));
    }
    threads = List.copyOf(started);
  }

  /// Waits until all of them are accepted, at most for this long.
  void join(Duration patience) throws InterruptedException {
    Patience.until(() -> threads.stream().noneMatch(Thread::isAlive), patience);
    stop();
  }

  /// Stops submitting, since the process is gone.
  void stop() throws InterruptedException {
    gone = true;
    for (var thread : threads) {
      thread.join();
    }
  }

  private void run(OffloadClient client) {
    try {
      boolean busy = true;
      while (busy) {
        busy = cancelNext(client) || submitNext(client);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean submitNext(OffloadClient client) throws InterruptedException {
    var task = nextTask();
    if (task == null) {
      return false;
    }
    try {
      accepted(client.submit(task.json(group), task.key()).id(), task);
    } catch (IOException _) {
      // It may have been accepted. Without a key, another one like it is tried next.
      putBack(task);
    }
    return true;
  }

  private boolean cancelNext(OffloadClient client) throws InterruptedException {
    var id = nextToCancel();
    if (id == null) {
      return false;
    }
    try {
      client.cancel(id);
    } catch (Refused e) {
      // The task has ended: an earlier request was accepted, and only its answer was lost.
      if (e.status() != CONFLICT) {
        putBack(id);
      }
    } catch (IOException _) {
      putBack(id);
    }
    return true;
  }

  private synchronized void accepted(String id, CrashTask task) {
    accepted.put(id, task);
    if (task.kind().isCancelled()) {
      putBack(id);
    }
  }

  private synchronized CrashTask nextTask() {
    if (gone || quota == 0) {
      return null;
    }
    quota--;
    return left.poll();
  }

  private synchronized String nextToCancel() {
    return gone ? null : toCancel.poll();
  }

  private synchronized void putBack(CrashTask task) {
    quota++;
    left.addFirst(task);
  }

  private synchronized void putBack(String id) {
    toCancel.addLast(id);
  }
}
