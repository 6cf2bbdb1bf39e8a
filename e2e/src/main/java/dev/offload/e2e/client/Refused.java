package dev.offload.e2e.client;

import java.io.IOException;
import java.io.Serial;

/// An answer other than the expected one.
public final class Refused extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final int status;

  Refused(String call, int status, String body) {
    super("%s answered %d: %s".formatted(call, status, body));
    this.status = status;
  }

  public int status() {
    return status;
  }
}
