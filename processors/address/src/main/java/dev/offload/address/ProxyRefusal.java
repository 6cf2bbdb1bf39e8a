package dev.offload.address;

import java.io.IOException;

/// The proxy was asked for a tunnel and refused it. The server behind it was not asked
/// anything.
public final class ProxyRefusal extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  ProxyRefusal(int status) {
    super("the proxy answered " + status);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
