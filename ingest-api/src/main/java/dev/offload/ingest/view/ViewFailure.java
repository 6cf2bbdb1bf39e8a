package dev.offload.ingest.view;

import java.io.Serial;

/// The view's database has failed this time.
public sealed class ViewFailure extends RuntimeException
    permits ViewBusy, ViewCorrupt, ViewReplaced, TurnLost {
  @Serial private static final long serialVersionUID = 1;

  ViewFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
