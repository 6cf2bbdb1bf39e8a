package dev.offload.fetch;

import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.url.OutsideUrl;
import java.time.Duration;

/// The outcome of fetching a source.
sealed interface Fetched {
  /// The file is stored.
  ///
  /// @param from the URL it came from, after `redirects`
  record Whole(OutputFile file, OutsideUrl from, int redirects) implements Fetched {}

  record Failed(Fault fault) implements Fetched {}

  /// The fetch could not go on, because too much is under way or the proxy does not work.
  /// `pause` is how long to wait before the next try.
  record Busy(Duration pause) implements Fetched {}

  /// The task was cancelled meanwhile.
  record Stopped() implements Fetched {}
}
