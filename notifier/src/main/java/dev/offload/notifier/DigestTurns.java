package dev.offload.notifier;

import dev.offload.notifier.MailPace.Turn;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The turns of digests among the mails of their tenants. A digest takes one turn, when the first
/// end is told to it, however many follow.
///
/// A process that restarts has forgotten them, and takes a turn again.
final class DigestTurns {
  private static final int MANY = 100_000;

  private final Map<Digest, Turn> taken = new HashMap<>();

  /// How many are kept before those that are over are forgotten.
  private int room = MANY;

  private record Digest(String tenant, String user, Instant dueAt) {}

  /// The turn of the digest of `user` that is due at `dueAt`. `pace` gives the turn of a mail.
  synchronized Turn of(
      String tenant, String user, Instant dueAt, Instant now, Supplier<Turn> pace) {
    if (taken.size() >= room) {
      taken.keySet().removeIf(digest -> digest.dueAt().isBefore(now));
      room = Math.max(MANY, 2 * taken.size());
    }
    Digest digest = new Digest(tenant, user, dueAt);
    Turn known = taken.get(digest);
    if (known != null) {
      return known;
    }
    Turn turn = pace.get();
    if (!(turn instanceof Turn.Never)) {
      taken.put(digest, turn);
    }
    return turn;
  }
}
