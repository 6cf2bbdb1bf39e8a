package dev.offload.ingest.live;

import static dev.offload.ingest.rig.TestTasks.next;
import static dev.offload.ingest.rig.TestTasks.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.EventStream;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.Nginx;
import dev.offload.schemas.task.Task;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What comes through a real nginx that is told nothing but where to pass requests on to.
@IngestTest
class NginxIT {
  private static final String TENANT = "behind-nginx";

  @TestHTTPResource private URI base;
  @TempDir private Path directory;

  @Test
  void eventsComeAtOnce() throws Exception {
    Optional<Path> installed = Nginx.installed();
    assumeTrue(installed.isPresent(), "not run: nginx is not installed (apt-get install nginx)");
    Api.awaitReadiness();
    String key = Api.newKey(TENANT, "read");
    try (Nginx nginx = Nginx.before(base, installed.orElseThrow(), directory);
        LogWriter log = LogWriter.open()) {
      Task queued = log.write(queued(0).tenant(TENANT));
      String path = "/v1/tasks/" + queued.id() + "/events";
      try (EventStream one = EventStream.open(nginx.uri().resolve(path), key, null);
          EventStream all = EventStream.open(nginx.uri().resolve("/v1/events"), key, null)) {
        assertThat(one.next().id()).isEqualTo("1");
        log.write(next(queued).running(1));

        assertThat(one.next().id()).isEqualTo("2");
        assertThat(all.next().task().id()).isEqualTo(queued.id());
        assertThat(one.isOver() || all.isOver()).isFalse();
      }
    }
  }
}
