package dev.offload.schemas.attempt;

import dev.offload.schemas.Require;
import java.time.Instant;

/// What an [AttemptStarted] would have said, told with the end of a run that was over before its
/// worker got round to it. `at` is the worker's clock.
public record Beginning(Instant at, String worker) {
  public Beginning {
    Require.present(at, "at");
    Require.text(worker, "worker");
  }
}
