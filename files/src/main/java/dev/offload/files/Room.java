package dev.offload.files;

import java.io.IOException;

/// Whether a disk has room for what is being written to it.
@FunctionalInterface
interface Room {
  boolean isLeft() throws IOException;

  /// As much as the reserve leaves.
  static Room of(Reserve reserve) {
    return () -> reserve.shortage().isEmpty();
  }

  /// @throws OutOfRoom if there is none
  default void require() throws IOException {
    if (!isLeft()) {
      throw new OutOfRoom();
    }
  }
}
