package dev.offload.notifier;

import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.work.DigestNews;

/// How a user is told of an end.
sealed interface UserNews {
  /// By a mail of its own.
  record AtOnce(SubmitTask mail) implements UserNews {}

  /// With others, later.
  record InDigest(DigestNews news) implements UserNews {}
}
