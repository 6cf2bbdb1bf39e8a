package dev.offload.worker.runtime;

import dev.offload.kafka.live.LivePreferences;
import dev.offload.schemas.config.UserPreferences;
import dev.offload.worker.UserDirectory;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/// The users as Kafka knows them. It is made when a handler first asks, so a process without such a
/// handler reads nothing.
@ApplicationScoped
class LiveUsers implements UserDirectory {
  private final UpToDate<LivePreferences> preferences;

  @Inject
  LiveUsers(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.preferences = new UpToDate<>(LivePreferences.read(kafka), "preferences");
  }

  @Override
  public Optional<UserPreferences> find(String tenant, String user) throws InterruptedException {
    return preferences.now().find(tenant, user);
  }

  @PreDestroy
  void close() {
    preferences.close();
  }
}
