package dev.offload.notifier;

import static java.util.Map.entry;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// The notifier with a Kafka of one node, quick to commit, and free to call loopback.
public final class OneNodeProfile implements QuarkusTestProfile {
  static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  static final String ENCRYPTION_KEY = "k1:AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  static final int PARTITIONS = 3;
  static final int ATTEMPTS = 9;

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.ofEntries(
        entry("quarkus.log.level", "WARN"),
        entry("offload.secrets.master-key", MASTER_KEY),
        entry("offload.secrets.keys", ENCRYPTION_KEY),
        entry("offload.topics.min-in-sync-replicas", "1"),
        entry("offload.topics.partitions", Integer.toString(PARTITIONS)),
        entry("offload.topics.replication-factor", "1"),
        entry("offload.webhook.allowed-addresses", "127.0.0.0/8"),
        entry("offload.webhook.breaker.first-pause", "1ms"),
        entry("offload.webhook.retry.max-attempts", Integer.toString(ATTEMPTS)),
        entry("offload.webhook.time-limit", "60s"),
        entry("mp.messaging.incoming.notifier-completions.auto.commit.interval.ms", "100"));
  }
}
