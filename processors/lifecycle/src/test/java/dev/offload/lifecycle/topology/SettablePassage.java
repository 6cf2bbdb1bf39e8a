package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.trim.Passage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// A passage that is as a test says.
final class SettablePassage implements Passage {
  private final Map<String, Instant> handOuts = new HashMap<>();
  private Instant direct = Instant.EPOCH;
  private Instant reports = Instant.MAX;

  void handOutsPassed(String topic, Instant until) {
    handOuts.put(topic, until);
  }

  void directPassed(Instant until) {
    direct = until;
  }

  void reportsPassed(Instant until) {
    reports = until;
  }

  @Override
  public Instant handOutsPassed(String topic, int partition) {
    return handOuts.getOrDefault(topic, Instant.EPOCH);
  }

  @Override
  public Instant directPassed(int partition) {
    return direct;
  }

  @Override
  public Instant reportsPassed(int partition) {
    return reports;
  }
}
