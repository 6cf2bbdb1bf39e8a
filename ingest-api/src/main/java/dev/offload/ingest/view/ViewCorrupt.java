package dev.offload.ingest.view;

import java.io.Serial;

/// The view's database is damaged. Since it is only a copy, drop it and read the topics again.
final class ViewCorrupt extends ViewFailure {
  @Serial private static final long serialVersionUID = 1;

  ViewCorrupt(String message, Throwable cause) {
    super(message, cause);
  }
}
