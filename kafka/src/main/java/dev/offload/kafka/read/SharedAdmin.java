package dev.offload.kafka.read;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/// The admin client of all readers of a process that reach Kafka in the same way. A reader asks
/// it for the ends of a topic now and then, and an admin client costs a thread and a connection.
final class SharedAdmin implements AutoCloseable {
  private static final Map<Map<String, Object>, SharedAdmin> OPEN = new HashMap<>();

  private final Map<String, Object> kafka;
  private final Admin client;
  private int users;

  private SharedAdmin(Map<String, Object> kafka) {
    this.kafka = kafka;
    this.client = Admin.create(kafka);
  }

  /// Whoever gets it closes it once.
  static SharedAdmin of(Map<String, Object> kafka) {
    synchronized (OPEN) {
      SharedAdmin shared = OPEN.computeIfAbsent(Map.copyOf(kafka), SharedAdmin::new);
      shared.users++;
      return shared;
    }
  }

  Admin client() {
    return client;
  }

  /// The last one who closes it ends it, without waiting for answers.
  @Override
  public void close() {
    synchronized (OPEN) {
      users--;
      if (users == 0) {
        OPEN.remove(kafka);
        client.close(Duration.ZERO);
      }
    }
  }
}
