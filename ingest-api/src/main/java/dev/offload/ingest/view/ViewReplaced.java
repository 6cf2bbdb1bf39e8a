package dev.offload.ingest.view;

import java.io.Serial;

/// The database is not the one that this replica has read: it was restored, or another replica has
/// rebuilt the view. Open it again.
final class ViewReplaced extends ViewFailure {
  @Serial private static final long serialVersionUID = 1;

  ViewReplaced(String message) {
    super(message, null);
  }
}
