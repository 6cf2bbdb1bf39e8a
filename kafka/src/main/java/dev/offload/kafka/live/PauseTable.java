package dev.offload.kafka.live;

import dev.offload.schemas.config.ControlEntry;
import dev.offload.schemas.config.PauseQueue;
import dev.offload.schemas.config.PauseTenant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which queues and tenants are paused. One thread may change it while others read it.
public final class PauseTable {
  private final Set<String> keys = ConcurrentHashMap.newKeySet();

  /// Whether the entries of a key belong here.
  public static boolean isKey(String key) {
    return key != null && (PauseQueue.isKey(key) || PauseTenant.isKey(key));
  }

  /// Takes a record of `offload.control`.
  ///
  /// @param value null if there is no pause any more
  /// @return whether it has changed anything
  public boolean take(String key, ControlEntry value) {
    if (!isKey(key)) {
      return false;
    }
    return value == null ? keys.remove(key) : keys.add(key);
  }

  public boolean ofQueue(String queue) {
    return keys.contains(PauseQueue.key(queue));
  }

  public boolean ofTenant(String tenant) {
    return keys.contains(PauseTenant.key(tenant));
  }
}
