package dev.offload.ingest.storage;

import dev.offload.files.Reserve;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Asks the disks themselves, where nobody stands in for them.
class GaugeProducer {
  @Produces
  @DefaultBean
  @Singleton
  Reserve.Gauge disks() {
    return Reserve.OF_DISKS;
  }
}
