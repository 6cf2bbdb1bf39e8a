package dev.offload.notifier;

import dev.offload.notifier.MailPace.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The turns of digests among the mails of their tenants. A digest takes one turn, when the first
/// end is told to it, however many follow. Those of a tenant that are due together are sent one
/// after the other.
///
/// A process that restarts has forgotten them, and takes a turn again. So it does, with each end,
/// for a digest for which there was no room.
final class DigestTurns {
  /// How many digests of one tenant are kept.
  static final int MOST_OF_A_TENANT = 20_000;

  private static final int MANY = 100_000;

  private final Duration apart;
  private final Map<String, Digests> ofTenants = new HashMap<>();

  /// How many are kept before those that are over are forgotten.
  private int room = MANY;

  /// @param apart the time between two digests of a tenant that are due together
  DigestTurns(Duration apart) {
    this.apart = apart;
  }

  /// The digests of one tenant that have a turn, by when they are due.
  private static final class Digests {
    private final NavigableMap<Instant, DueTogether> turns = new TreeMap<>();
    private int count;

    DueTogether at(Instant dueAt) {
      return turns.getOrDefault(dueAt, DueTogether.NONE);
    }

    /// If there is no room, it is counted only: those that are kept keep their turns.
    void add(String user, Instant dueAt, Turn turn) {
      boolean isFull = count >= MOST_OF_A_TENANT;
      DueTogether due =
          isFull ? turns.get(dueAt) : turns.computeIfAbsent(dueAt, _ -> new DueTogether());
      if (due == null) {
        return;
      }
      due.given++;
      if (!isFull) {
        due.byUser.put(user, turn);
        count++;
      }
    }

    void forgetBefore(Instant now) {
      while (!turns.isEmpty() && turns.firstKey().isBefore(now)) {
        count -= turns.pollFirstEntry().getValue().byUser.size();
      }
    }
  }

  /// The digests that are due at one time.
  private static final class DueTogether {
    private static final DueTogether NONE = new DueTogether();

    private final Map<String, Turn> byUser = new HashMap<>();

    /// How many turns were given, also to those that are not kept.
    private int given;
  }

  /// The turn of the digest of `user` that is due at `dueAt`. `pace` gives the turn of a mail.
  synchronized Turn of(
      String tenant, String user, Instant dueAt, Instant now, Supplier<Turn> pace) {
    Digests own = ofTenants.computeIfAbsent(tenant, _ -> new Digests());
    if (own.count >= MOST_OF_A_TENANT) {
      own.forgetBefore(now);
    }
    DueTogether due = own.at(dueAt);
    Turn known = due.byUser.get(user);
    if (known != null) {
      return known;
    }
    Turn turn = notBefore(dueAt.plus(wait(due.given)), dueAt, pace.get());
    if (!(turn instanceof Turn.Never)) {
      own.add(user, dueAt, turn);
      forgetWhatIsOver(now);
    }
    return turn;
  }

  /// In whole seconds.
  private Duration wait(int before) {
    return Duration.ofSeconds(apart.multipliedBy(before).toSeconds());
  }

  private static Turn notBefore(Instant earliest, Instant dueAt, Turn turn) {
    return switch (turn) {
      case Turn.Now() when !earliest.isAfter(dueAt) -> turn;
      case Turn.Now() -> new Turn.Later(earliest);
      case Turn.Later(Instant at) when at.isBefore(earliest) -> new Turn.Later(earliest);
      case Turn.Later _, Turn.Never _ -> turn;
    };
  }

  private void forgetWhatIsOver(Instant now) {
    if (count() < room) {
      return;
    }
    ofTenants.values().forEach(digests -> digests.forgetBefore(now));
    ofTenants.values().removeIf(digests -> digests.count == 0);
    room = Math.max(MANY, 2 * count());
  }

  /// How many are kept.
  synchronized int count() {
    return ofTenants.values().stream().mapToInt(digests -> digests.count).sum();
  }
}
