package dev.offload.ingest.preference;

import dev.offload.ingest.health.Vital;
import dev.offload.kafka.live.LivePreferences;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/// The preferences of all users, as this replica has read them.
@Startup
@ApplicationScoped
class PreferencesBook implements Vital {
  private final LivePreferences preferences;

  PreferencesBook(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.preferences = LivePreferences.read(kafka);
  }

  LivePreferences live() {
    return preferences;
  }

  @Override
  public String wellness() {
    return "preferencesAreRead";
  }

  @Override
  public boolean isWell() {
    return preferences.isCaughtUp();
  }

  @Override
  public boolean isAlive() {
    return preferences.isAlive();
  }

  @PreDestroy
  void close() {
    preferences.close();
  }
}
