package dev.offload.email.letter;

import java.io.Serial;

/// A template that cannot be used for anybody: what is wrong with it, and where.
public final class UnfitTemplate extends Exception {
  @Serial private static final long serialVersionUID = 1;

  UnfitTemplate(String message) {
    super(message);
  }
}
