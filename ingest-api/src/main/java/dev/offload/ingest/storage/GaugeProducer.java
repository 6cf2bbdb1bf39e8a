package dev.offload.ingest.storage;

import dev.offload.files.Reserve;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Provides the gauge of the real disks, unless a test has another.
class GaugeProducer {
  @Produces
  @DefaultBean
  @Singleton
  Reserve.Gauge disks() {
    return Reserve.OF_DISKS;
  }
}
