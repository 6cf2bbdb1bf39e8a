package dev.offload.worker.loop;

import java.util.concurrent.CompletableFuture;

/// The slots of one queue: how many of its tasks may run at once. Taken by the queue's loop alone,
/// given back by whoever ran.
final class Slots {
  private final int total;
  private int free;
  private int wanted;
  private CompletableFuture<Void> room = new CompletableFuture<>();

  Slots(int total) {
    this.total = total;
    this.free = total;
  }

  /// Done once at least `count` are free; takes none. Asking anew forgets what was asked before.
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
