package dev.offload.lifecycle.line;

import dev.offload.schemas.Require;
import java.time.Instant;
import java.util.Map;

/// What lines go by.
///
/// @param partitions over how many partitions the tasks of each queue are spread
/// @param shares by tenant; a tenant that is not named has the share 1
/// @param withoutWorkers what counts as a queue's slots while no worker serves it
public record LineRules(
    Workers workers,
    int partitions,
    Map<String, Integer> shares,
    int withoutWorkers,
    KnownPauses pauses) {

  /// What all live workers say that they can run.
  @FunctionalInterface
  public interface Workers {
    Capacity of(String queue, Instant now);
  }

  /// How many tasks of a queue all its live workers can run at once, and how many they do.
  ///
  /// @param toldAt since when all of them have said so, by their own clocks
  public record Capacity(int slots, int running, Instant toldAt) {
    /// What no workers can run.
    public static final Capacity NONE = new Capacity(0, 0, Instant.MAX);

    /// The capacity of both together.
    public Capacity plus(Capacity other) {
      Instant first = toldAt.isBefore(other.toldAt()) ? toldAt : other.toldAt();
      return new Capacity(slots + other.slots(), running + other.running(), first);
    }

    /// How many slots are free.
    public int free() {
      return Math.max(0, slots - running);
    }
  }

  /// What is paused, as far as this instance has read it.
  public interface KnownPauses {
    boolean ofQueue(String queue);

    boolean ofTenant(String tenant);

    /// Changes with every pause and every end of one.
    long pausesVersion();
  }

  public LineRules {
    Require.that(partitions >= 1, "partitions", "be 1 or more", partitions);
    shares = Map.copyOf(shares);
    shares.forEach(
        (tenant, share) -> Require.that(share >= 1, "shares." + tenant, "be 1 or more", share));
    Require.that(withoutWorkers >= 1, "withoutWorkers", "be 1 or more", withoutWorkers);
  }

  /// What counts as long as no worker says anything.
  Capacity unserved() {
    return new Capacity(withoutWorkers, withoutWorkers, Instant.MAX);
  }

  int share(String tenant) {
    return shares.getOrDefault(tenant, 1);
  }
}
