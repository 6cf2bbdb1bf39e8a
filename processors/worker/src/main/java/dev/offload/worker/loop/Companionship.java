package dev.offload.worker.loop;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Whether the loops of this process may start tasks beside each other: usually yes, but a task
/// suspected of killing its process runs alone, so that it takes no other along.
public final class Companionship {
  private final ReadWriteLock gate = new ReentrantReadWriteLock(true);

  /// Held by a loop from its poll until the polled tasks are done or claimed.
  Lock together() {
    return gate.readLock();
  }

  /// Held by a loop while it runs a suspect; to be had once all others have let go.
  Lock alone() {
    return gate.writeLock();
  }
}
