package dev.offload.lifecycle.limit;

import dev.offload.schemas.config.LimitScope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// The last changes of limits and pauses, so that a partition looks again only at what they
/// concern. Threads may add to it while others ask.
public final class RecentChanges {
  /// How many are remembered.
  public static final int MOST = 256;

  private final Deque<Change> last = new ArrayDeque<>();
  private long version;

  private sealed interface Change {
    record OfLimit(LimitScope scope) implements Change {}

    record OfPause(String tenant) implements Change {}
  }

  /// A limit, which may be a pattern, was set or removed. What applies now is known already.
  public void limit(LimitScope scope) {
    add(new Change.OfLimit(scope));
  }

  /// A tenant was paused or resumed.
  public void pause(String tenant) {
    add(new Change.OfPause(tenant));
  }

  private synchronized void add(Change change) {
    version++;
    last.addLast(change);
    if (last.size() > MOST) {
      last.removeFirst();
    }
  }

  /// What has changed since it was asked with the version that it returned then. The first
  /// version is 0.
  public synchronized Changes since(long known) {
    if (version - known > last.size()) {
      return Changes.many(version);
    }
    Set<LimitScope> limits = new HashSet<>();
    Set<String> tenants = new HashSet<>();
    last.stream()
        .skip(last.size() - (version - known))
        .forEach(
            change -> {
              switch (change) {
                case Change.OfLimit(LimitScope scope) -> limits.add(scope);
                case Change.OfPause(String tenant) -> tenants.add(tenant);
              }
            });
    return new Changes(version, false, limits, tenants);
  }
}
