package dev.offload.ingest.preference;

import dev.offload.ingest.health.VitalReading;
import dev.offload.kafka.live.LivePreferences;
import dev.offload.kafka.read.WholeReading;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// The preferences of all users, as this replica has read them.
@Startup
@ApplicationScoped
class PreferencesBook implements VitalReading {
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
  public List<WholeReading> readings() {
    return List.of(preferences);
  }

  @PreDestroy
  void close() {
    readings().forEach(WholeReading::close);
  }
}
