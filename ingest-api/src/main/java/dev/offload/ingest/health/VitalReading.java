package dev.offload.ingest.health;

import dev.offload.kafka.read.WholeReading;
import java.util.List;

/// A part of this replica that is well once it has read topics whole.
public interface VitalReading extends Vital {
  /// What it reads.
  List<WholeReading> readings();

  @Override
  default boolean isWell() {
    return readings().stream().allMatch(WholeReading::isCaughtUp);
  }

  @Override
  default boolean isAlive() {
    return readings().stream().allMatch(WholeReading::isAlive);
  }
}
