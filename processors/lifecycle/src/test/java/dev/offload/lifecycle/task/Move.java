package dev.offload.lifecycle.task;

/// One thing that can happen next in a [World].
interface Move {
  /// Lets it happen. `choice` decides its details.
  void make(int choice);
}
