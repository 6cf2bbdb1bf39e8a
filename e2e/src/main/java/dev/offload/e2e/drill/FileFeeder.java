package dev.offload.e2e.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.client.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Uploads files and submits tasks that name them, in every way that might mislead the
/// collector: never, at once, late, by a task that starts late or has failed, and during a
/// deletion. Every seventh file has the same content.
final class FileFeeder {
  /// The settings of the collector in the drill.
  static final Duration UNUSED_AFTER = Duration.ofSeconds(3);

  private static final int THREADS = 6;
  private static final int OK = 200;
  private static final int DELETED = 204;
  private static final int REFUSED = 422;

  /// A file that an accepted task names.
  record Named(String id, String content, String task) {}

  private final int files;
  private final long seed;
  private final Findings findings;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger deleted = new AtomicInteger();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Set<Named> named = ConcurrentHashMap.newKeySet();
  private final Set<String> unnamed = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();

  FileFeeder(int files, long seed, Findings findings) {
    this.files = files;
    this.seed = seed;
    this.findings = findings;
  }

  int left() {
    return files - next.get();
  }

  List<Named> named() {
    return List.copyOf(named);
  }

  List<String> unnamed() {
    return List.copyOf(unnamed);
  }

  int deleted() {
    return deleted.get();
  }

  /// Starts `count` more files.
  void start(OffloadClient client, int count) {
    stopped.set(false);
    threads.clear();
    int end = next.get() + count;
    for (int i = 0; i < THREADS; i++) {
      threads.add(Thread.ofVirtual().start(() -> feed(client, end)));
    }
  }

  void stop() throws InterruptedException {
    stopped.set(true);
    for (var thread : threads) {
      thread.interrupt();
      thread.join();
    }
  }

  void join(Duration limit) throws InterruptedException {
    for (var thread : threads) {
      if (!thread.join(limit)) {
        synchronized (findings) {
          findings.fault("not all files were taken within " + limit);
        }
        stop();
      }
    }
  }

  private void feed(OffloadClient client, int end) {
    while (!stopped.get()) {
      int number = next.getAndUpdate(n -> n < end ? n + 1 : n);
      if (number >= end) {
        return;
      }
      try {
        feedOne(client, number);
      } catch (IOException _) {
        // There was no answer, so nothing was promised.
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void feedOne(OffloadClient client, int number) throws IOException, InterruptedException {
    var content = number % 7 == 0 ? "the same" : "file " + number;
    var id = client.upload(content.getBytes(UTF_8), "text/plain");
    switch (number % 6) {
      case 0 -> unnamed.add(id);
      case 1 -> submit(client, id, content, Probes.sleeping(Duration.ZERO));
      case 2 -> submit(client, id, content, delayed());
      case 3 -> submit(client, id, content, Probes.failingForGood());
      case 4 -> {
        long late = new Random(seed + number).nextLong(2 * UNUSED_AFTER.toMillis());
        Thread.sleep(late);
        submit(client, id, content, Probes.sleeping(Duration.ZERO));
      }
      default -> deleteWhileSubmitting(client, id, content);
    }
  }

  private static ObjectNode delayed() {
    return Probes.delayed(Duration.ZERO, UNUSED_AFTER.multipliedBy(2));
  }

  /// Returns whether the task was accepted. It is refused if its file was already deleted.
  private boolean submit(OffloadClient client, String id, String content, ObjectNode task)
      throws IOException, InterruptedException {
    task.withObject("/input").put("result", id);
    try {
      var accepted = client.submit(task);
      named.add(new Named(id, content, accepted.id()));
      return true;
    } catch (Refused e) {
      if (e.status() == REFUSED && client.status("GET", "/v1/files/" + id) == OK) {
        synchronized (findings) {
          findings.fault("%s is there, and a task that names it was refused".formatted(id));
        }
      }
      return false;
    }
  }

  private void deleteWhileSubmitting(OffloadClient client, String id, String content)
      throws IOException, InterruptedException {
    var status = new AtomicInteger();
    var deletion =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    status.set(client.status("DELETE", "/v1/files/" + id));
                  } catch (IOException _) {
                    // It shows later whether the file was deleted.
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                });
    boolean isAccepted = submit(client, id, content, Probes.sleeping(Duration.ZERO));
    deletion.join();
    if (status.get() == DELETED) {
      deleted.incrementAndGet();
      if (isAccepted) {
        synchronized (findings) {
          findings.fault("%s was deleted, and a task that names it accepted".formatted(id));
        }
      }
    }
  }
}
