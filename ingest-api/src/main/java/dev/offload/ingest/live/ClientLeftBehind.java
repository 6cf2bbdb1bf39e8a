package dev.offload.ingest.live;

import java.io.IOException;
import java.io.Serial;

/// The client reads so slowly that it would miss something. Its stream ends, and it can resume.
final class ClientLeftBehind extends IOException {
  @Serial private static final long serialVersionUID = 1;

  ClientLeftBehind() {
    super("the client does not keep up");
  }
}
