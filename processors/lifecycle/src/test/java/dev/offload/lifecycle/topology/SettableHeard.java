package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.lost.HeardUntil;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Everything has been heard up to a time that a test sets.
final class SettableHeard implements HeardUntil {
  private final Map<String, Instant> handOuts = new HashMap<>();
  private Instant direct = Instant.EPOCH;
  private Instant reports = Instant.MAX;

  void handOuts(String topic, Instant until) {
    handOuts.put(topic, until);
  }

  void submissions(Instant until) {
    direct = until;
  }

  void reports(Instant until) {
    reports = until;
  }

  @Override
  public Instant handOuts(String topic, int partition) {
    return handOuts.getOrDefault(topic, Instant.EPOCH);
  }

  @Override
  public Instant submissions(int partition) {
    return direct;
  }

  @Override
  public Instant reports(int partition) {
    return reports;
  }
}
