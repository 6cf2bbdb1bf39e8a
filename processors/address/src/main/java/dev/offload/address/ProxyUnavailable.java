package dev.offload.address;

import java.io.IOException;

/// The proxy did not answer, or did not accept the credentials. The server behind it is not to
/// blame.
public final class ProxyUnavailable extends IOException {
  private static final long serialVersionUID = 1;

  ProxyUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
