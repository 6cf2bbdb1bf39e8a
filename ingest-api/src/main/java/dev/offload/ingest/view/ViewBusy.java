package dev.offload.ingest.view;

import java.io.Serial;

/// The view did not answer in time. It may the next time.
public final class ViewBusy extends ViewFailure {
  @Serial private static final long serialVersionUID = 1;

  ViewBusy(String message) {
    super(message, null);
  }
}
