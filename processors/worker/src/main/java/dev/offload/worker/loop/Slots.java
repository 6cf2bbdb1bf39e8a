package dev.offload.worker.loop;

import java.util.concurrent.CompletableFuture;

/// The slots of one queue: how many of its tasks may run at once. Only the queue's loop takes
/// slots; each run gives its slot back.
final class Slots {
  private final int total;
  private int free;
  private int wanted;
  private CompletableFuture<Void> room = new CompletableFuture<>();

  Slots(int total) {
    this.total = total;
    this.free = total;
  }

  /// Done when at least `count` are free. It takes none. A new call replaces the one before.
  synchronized CompletableFuture<Void> room(int count) {
    wanted = count;
    room = new CompletableFuture<>();
    tell();
    return room;
  }

  synchronized void take() {
    if (free == 0) {
      throw new IllegalStateException("all " + total + " slots are taken");
    }
    free--;
  }

  synchronized void giveBack() {
    free++;
    tell();
  }

  int total() {
    return total;
  }

  synchronized int taken() {
    return total - free;
  }

  private void tell() {
    if (free >= wanted) {
      room.complete(null);
    }
  }
}
