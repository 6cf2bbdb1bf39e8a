package dev.offload.worker.runtime;

import dev.offload.kafka.live.LivePreferences;
import dev.offload.schemas.config.UserPreferences;
import dev.offload.worker.UserDirectory;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The users as Kafka knows them. It is made when a handler first asks, so a process without such a
/// handler reads nothing.
@ApplicationScoped
class LiveUsers implements UserDirectory {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LivePreferences preferences;

  @Inject
  LiveUsers(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.preferences = LivePreferences.read(kafka);
  }

  @Override
  public Optional<UserPreferences> find(String tenant, String user) throws InterruptedException {
    if (!preferences.catchUp(PATIENCE)) {
      throw new IllegalStateException("Kafka does not answer: preferences can't be read now");
    }
    return preferences.find(tenant, user);
  }

  @PreDestroy
  void close() {
    preferences.close();
  }
}
