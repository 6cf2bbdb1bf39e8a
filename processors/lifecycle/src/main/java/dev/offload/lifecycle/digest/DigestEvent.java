package dev.offload.lifecycle.digest;

import dev.offload.lifecycle.digest.DigestEntry.Collecting;
import dev.offload.schemas.work.DigestNews;
import java.time.Instant;

/// What happens to the digest of a user.
public sealed interface DigestEvent {
  /// There is something more to tell, by `by`.
  record NewsCame(DigestNews news, Instant by) implements DigestEvent {}

  /// What was collected is sent at `at`.
  record DigestSent(Collecting collected, Instant at) implements DigestEvent {}

  /// A clock was ahead. It is `at`.
  record DigestClockSetBack(Instant at) implements DigestEvent {}

  /// Nothing has come for long.
  record DigestForgotten() implements DigestEvent {}
}
