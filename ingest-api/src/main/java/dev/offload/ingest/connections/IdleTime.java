package dev.offload.ingest.connections;

import dev.offload.ingest.live.LiveConfig;
import dev.offload.ingest.task.WaitConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Refuses to start if connections would be closed as idle while their clients wait for something
/// that was promised to them.
@ApplicationScoped
class IdleTime {
  private static final String PROPERTY = "quarkus.http.idle-timeout";

  void check(
      @Observes StartupEvent event,
      @ConfigProperty(name = PROPERTY) Duration idle,
      WaitConfig wait,
      LiveConfig live) {
    require(idle, "offload.wait.limit", wait.limit());
    require(idle, "offload.live.comment-every", live.commentEvery());
  }

  static void require(Duration idle, String setting, Duration silence) {
    if (silence.compareTo(idle) >= 0) {
      throw new IllegalArgumentException(
          "%s (%s) must be longer than %s (%s): idle connections are closed"
              .formatted(PROPERTY, idle, setting, silence));
    }
  }
}
