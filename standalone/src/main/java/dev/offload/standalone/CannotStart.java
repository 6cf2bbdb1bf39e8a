package dev.offload.standalone;

import java.io.Serial;

/// A reason not to start that the user can do something about, as one sentence.
final class CannotStart extends Exception {
  @Serial private static final long serialVersionUID = 1;

  CannotStart(String reason) {
    super(reason);
  }
}
