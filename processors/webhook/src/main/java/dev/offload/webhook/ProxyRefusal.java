package dev.offload.webhook;

import java.io.IOException;

/// The proxy was asked for a tunnel and answered that it makes none. The receiver has not been
/// asked anything.
final class ProxyRefusal extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  ProxyRefusal(int status) {
    super("the proxy answered " + status);
    this.status = status;
  }

  int status() {
    return status;
  }
}
