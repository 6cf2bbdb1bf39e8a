package dev.offload.notifier;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// The notifier with a Kafka of one node, quick to commit, and free to call loopback.
public final class OneNodeProfile implements QuarkusTestProfile {
  static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  static final int PARTITIONS = 3;
  static final int ATTEMPTS = 9;

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.log.level", "WARN",
        "offload.secrets.master-key", MASTER_KEY,
        "offload.topics.min-in-sync-replicas", "1",
        "offload.topics.partitions", Integer.toString(PARTITIONS),
        "offload.topics.replication-factor", "1",
        "offload.webhook.allowed-addresses", "127.0.0.0/8",
        "offload.webhook.retry.max-attempts", Integer.toString(ATTEMPTS),
        "offload.webhook.time-limit", "60s",
        "mp.messaging.incoming.notifier-completions.auto.commit.interval.ms", "100");
  }
}
