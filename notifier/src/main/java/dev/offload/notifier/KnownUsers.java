package dev.offload.notifier;

import dev.offload.kafka.live.LivePreferences;
import dev.offload.schemas.config.UserPreferences;
import dev.offload.schemas.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The users as this process knows them. It is made when the first task of a user has ended, so an
/// installation without users reads nothing.
@ApplicationScoped
class KnownUsers {
  private static final Logger log = LoggerFactory.getLogger(KnownUsers.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LivePreferences preferences;

  @Inject
  KnownUsers(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.preferences = LivePreferences.read(kafka);
  }

  /// The preferences of a user, with everything that was answered before. Waits for that however
  /// long it takes.
  Optional<UserPreferences> find(String tenant, String user) throws InterruptedException {
    while (!preferences.catchUp(PATIENCE)) {
      if (!preferences.isAlive()) {
        throw new IllegalStateException("the application stops");
      }
      log.warn("preferences can't be read now, so completions wait topic={}", Topics.CONFIG.name());
    }
    return preferences.find(tenant, user);
  }

  @PreDestroy
  void close() {
    preferences.close();
  }
}
