package dev.offload.address;

import java.io.IOException;

/// The proxy did not answer, or did not let us in. The server behind it has nothing to do with it.
public final class ProxyUnavailable extends IOException {
  private static final long serialVersionUID = 1;

  ProxyUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
