package dev.offload.lifecycle.group;

/// What a partition has told a group of its tally.
///
/// @param number the number of the last time; 0 if the group has not been told
/// @param isAll whether the group knows all that is counted
public record Telling(long number, boolean isAll) {
  /// The same once there is more to tell.
  Telling outdated() {
    return new Telling(number, false);
  }
}
