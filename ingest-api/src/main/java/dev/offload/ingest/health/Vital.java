package dev.offload.ingest.health;

/// A part of this replica that it can't serve without.
public interface Vital {

  /// The name that readiness shows, such as `keysAreRead`.
  String wellness();

  /// Whether this part is well.
  boolean isWell();

  /// Whether this part can still become well. A thread that has ended can't, and then the process
  /// should be restarted.
  default boolean isAlive() {
    return true;
  }
}
