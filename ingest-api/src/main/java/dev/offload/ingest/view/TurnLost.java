package dev.offload.ingest.view;

import java.io.Serial;

/// Another replica writes to the view now. Look again at what it has written.
final class TurnLost extends ViewFailure {
  @Serial private static final long serialVersionUID = 1;

  TurnLost() {
    super("another replica writes to the task view now", null);
  }
}
