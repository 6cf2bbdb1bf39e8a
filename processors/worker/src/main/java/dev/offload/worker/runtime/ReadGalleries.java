package dev.offload.worker.runtime;

import dev.offload.kafka.live.LiveGalleries;
import dev.offload.schemas.config.GalleryFace;
import dev.offload.worker.FaceGalleries;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/// The galleries as Kafka knows them. It is made when a handler first asks, so a process without
/// such a handler reads nothing.
@ApplicationScoped
class ReadGalleries implements FaceGalleries {
  private final UpToDate<LiveGalleries> galleries;

  @Inject
  ReadGalleries(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.galleries = new UpToDate<>(LiveGalleries.read(kafka), "galleries");
  }

  @Override
  public List<GalleryFace> faces(String tenant, String gallery) throws InterruptedException {
    return galleries.now().faces(tenant, gallery);
  }

  @PreDestroy
  void close() {
    galleries.close();
  }
}
