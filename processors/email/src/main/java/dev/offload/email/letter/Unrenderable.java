package dev.offload.email.letter;

import java.io.Serial;

/// A template that does not fit the values of one recipient. The message says why.
public final class Unrenderable extends Exception {
  @Serial private static final long serialVersionUID = 1;

  Unrenderable(String message) {
    super(message);
  }
}
