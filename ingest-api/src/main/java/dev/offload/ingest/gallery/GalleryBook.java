package dev.offload.ingest.gallery;

import dev.offload.ingest.health.VitalReading;
import dev.offload.kafka.live.LiveGalleries;
import dev.offload.kafka.read.WholeReading;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// The faces of all galleries, as this replica has read them.
@Startup
@ApplicationScoped
class GalleryBook implements VitalReading {
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
  public List<WholeReading> readings() {
    return List.of(galleries);
  }

  @PreDestroy
  void close() {
    readings().forEach(WholeReading::close);
  }
}
