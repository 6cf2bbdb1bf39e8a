package dev.offload.lifecycle.digest;

import dev.offload.schemas.command.SubmitTask;

/// What a step of a digest makes others do.
public sealed interface DigestEffect {
  /// The task that sends the digest.
  record SubmitMail(SubmitTask task) implements DigestEffect {}
}
