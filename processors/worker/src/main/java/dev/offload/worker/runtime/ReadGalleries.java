package dev.offload.worker.runtime;

import dev.offload.kafka.live.LiveGalleries;
import dev.offload.schemas.config.GalleryFace;
import dev.offload.worker.FaceGalleries;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The galleries as Kafka knows them. It is made when a handler first asks, so a process without
/// such a handler reads nothing.
@ApplicationScoped
class ReadGalleries implements FaceGalleries {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LiveGalleries galleries;

  @Inject
  ReadGalleries(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.galleries = LiveGalleries.read(kafka);
  }

  @Override
  public List<GalleryFace> faces(String tenant, String gallery) throws InterruptedException {
    if (!galleries.catchUp(PATIENCE)) {
      throw new IllegalStateException("Kafka does not answer: galleries can't be read now");
    }
    return galleries.faces(tenant, gallery);
  }

  @PreDestroy
  void close() {
    galleries.close();
  }
}
