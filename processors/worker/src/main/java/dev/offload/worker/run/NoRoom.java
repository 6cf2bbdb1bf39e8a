package dev.offload.worker.run;

import java.io.IOException;
import java.io.Serial;

/// The disk has no room for an output. The task is not to blame, and this may pass.
final class NoRoom extends IOException {
  @Serial private static final long serialVersionUID = 1;

  NoRoom() {
    super("there is no room for the task's files");
  }
}
