package dev.offload.files;

import java.io.IOException;
import java.io.Serial;

/// The file store does not answer, can't do it now, or refuses access. The request is not to
/// blame, and the same request may succeed later.
public final class StoreUnavailable extends IOException {
  @Serial private static final long serialVersionUID = 1;

  public StoreUnavailable(String message) {
    super(message);
  }

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  /// Whether a failure has such an exception as itself or as one of its causes.
  public static boolean isToldBy(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreUnavailable) {
        return true;
      }
    }
    return false;
  }
}
