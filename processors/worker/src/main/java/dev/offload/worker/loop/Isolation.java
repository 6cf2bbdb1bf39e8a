package dev.offload.worker.loop;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Decides whether the loops of this process may start tasks at the same time. Usually they
/// may. But a task that is suspected of killing its process runs alone, so that no other task
/// dies with it.
public final class Isolation {
  private final ReadWriteLock gate = new ReentrantReadWriteLock(true);

  /// Held by a loop from its poll until the polled tasks are done or claimed.
  Lock together() {
    return gate.readLock();
  }

  /// Held by a loop while it runs a suspect. It is free when all others have let go.
  Lock alone() {
    return gate.writeLock();
  }
}
