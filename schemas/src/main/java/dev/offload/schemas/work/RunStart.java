package dev.offload.schemas.work;

import dev.offload.schemas.Require;
import java.time.Instant;

/// The start of a short run, told together with its end instead of in an [AttemptStarted]. `at` is
/// the time by the worker's clock.
public record RunStart(Instant at, String worker) {
  public RunStart {
    Require.present(at, "at");
    Require.text(worker, "worker");
  }
}
