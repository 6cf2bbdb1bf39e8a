package dev.offload.email.recipients;

import java.io.Serial;

/// A list of recipients that can't be used at all. The message says why.
public final class UnfitList extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public UnfitList(String message) {
    super(message);
  }
}
