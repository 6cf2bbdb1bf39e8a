package dev.offload.ingest.live;

import java.io.Serial;

/// The client has seen the end of its task and should not come again.
final class NothingToTell extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  NothingToTell() {
    super("the end of the task was told", null, false, false);
  }
}
