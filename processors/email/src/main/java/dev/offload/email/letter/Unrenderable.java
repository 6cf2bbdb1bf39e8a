package dev.offload.email.letter;

import java.io.Serial;

/// A template that does not go with the values of one recipient: why.
public final class Unrenderable extends Exception {
  @Serial private static final long serialVersionUID = 1;

  Unrenderable(String message) {
    super(message);
  }
}
