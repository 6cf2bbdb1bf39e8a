package dev.offload.ingest.gallery;

import dev.offload.ingest.health.Vital;
import dev.offload.kafka.live.LiveGalleries;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/// The faces of all galleries, as this replica has read them.
@Startup
@ApplicationScoped
class GalleryBook implements Vital {
  private final LiveGalleries galleries;

  GalleryBook(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.galleries = LiveGalleries.read(kafka);
  }

  LiveGalleries live() {
    return galleries;
  }

  @Override
  public String wellness() {
    return "galleriesAreRead";
  }

  @Override
  public boolean isWell() {
    return galleries.isCaughtUp();
  }

  @Override
  public boolean isAlive() {
    return galleries.isAlive();
  }

  @PreDestroy
  void close() {
    galleries.close();
  }
}
