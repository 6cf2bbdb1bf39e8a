package dev.offload.fetch;

import dev.offload.schemas.notify.WebhookUrl;
import dev.offload.schemas.task.OutputFile;
import java.time.Duration;

/// The outcome of fetching a source.
sealed interface Fetched {
  /// The file is stored.
  ///
  /// @param from where it was, after `redirects`
  record Whole(OutputFile file, WebhookUrl from, int redirects) implements Fetched {}

  record Failed(Fault fault) implements Fetched {}

  /// It could not go on, since too much is under way or the proxy is out of order. `pause` is how
  /// long to wait before it begins again.
  record Busy(Duration pause) implements Fetched {}

  /// The task was cancelled meanwhile.
  record Stopped() implements Fetched {}
}
