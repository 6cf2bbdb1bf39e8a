package dev.offload.webhook;

import java.io.IOException;

/// The proxy did not answer, or did not let us in. The receiver has nothing to do with it.
final class ProxyUnavailable extends IOException {
  private static final long serialVersionUID = 1;

  ProxyUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
