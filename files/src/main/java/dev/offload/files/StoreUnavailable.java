package dev.offload.files;

import java.io.IOException;
import java.io.Serial;

/// The place of the files does not answer, or says that it can't do it now, or does not let us in.
/// That is no fault of the request, and may pass.
public final class StoreUnavailable extends IOException {
  @Serial private static final long serialVersionUID = 1;

  public StoreUnavailable(String message) {
    super(message);
  }

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  /// Whether a failure tells of one, perhaps inside of others.
  public static boolean isToldBy(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreUnavailable) {
        return true;
      }
    }
    return false;
  }
}
