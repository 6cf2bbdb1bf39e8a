package dev.offload.ingest.health;

/// A part of this replica that it can't serve without.
public interface Vital {

  /// What readiness says of it, such as `keysAreRead`.
  String wellness();

  /// Whether that is true just now.
  boolean isWell();

  /// Whether it can still become true. A thread that has ended does not begin again: then the
  /// process is better started anew.
  default boolean isAlive() {
    return true;
  }
}
