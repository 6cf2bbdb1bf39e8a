package dev.offload.files;

import java.io.IOException;
import java.io.Serial;

/// The disk has less room than has to stay free.
final class OutOfRoom extends IOException {
  @Serial private static final long serialVersionUID = 1;

  OutOfRoom() {
    super("the disk has less room than has to stay free");
  }

  /// Whether `failure` means that a disk or a disk quota is full. Only its message says so.
  static boolean isToldBy(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return failure instanceof OutOfRoom
        || message.contains("No space left on device")
        || message.contains("Disk quota exceeded")
        || message.contains("not enough space on the disk");
  }
}
