package dev.offload.email.letter;

import java.io.Serial;

/// A template that can't be used for anybody. The message says what is wrong, and where.
public final class UnfitTemplate extends Exception {
  @Serial private static final long serialVersionUID = 1;

  UnfitTemplate(String message) {
    super(message);
  }
}
