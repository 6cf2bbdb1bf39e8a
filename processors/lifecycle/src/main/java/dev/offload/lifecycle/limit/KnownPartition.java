package dev.offload.lifecycle.limit;

import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.work.LimitGrant;
import dev.offload.schemas.work.LimitUse;
import dev.offload.schemas.work.LimitUse.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a limit's coordinator knows of one partition: what the partition has told last, and what
/// it was granted since.
///
/// @param next the first tasks in line that nothing was granted for yet
/// @param waiting how many tasks are in line, without those that something was granted for
/// @param starts how many tasks were granted in all
/// @param granted how many units were granted in all
/// @param turn in which turn of the limit it was last granted something, or began to wait
/// @param read how many of the units that it was granted it has read of
/// @param silentSince when it was last told or has told something, whichever was later. While
///     it has not read what it was granted, what it tells does not count
record KnownPartition(
    long ledger,
    long told,
    List<Next> next,
    int waiting,
    long starts,
    long granted,
    long returned,
    long turn,
    long read,
    Instant silentSince) {

  /// A grant that was not read for so long may be lost.
  static final Duration UNREAD = Duration.ofSeconds(30);

  /// What a partition tells may be lost, too. If nothing is heard for so long, it is asked.
  static final Duration SILENT = Duration.ofMinutes(10);

  static KnownPartition of(LimitUse use, long turn, Instant at) {
    return new KnownPartition(
        use.ledger(),
        use.told(),
        use.next(),
        use.waiting(),
        use.starts(),
        use.granted(),
        use.returned(),
        turn,
        use.granted(),
        at);
  }

  /// Whether `use` is news, and not read again.
  boolean isBefore(LimitUse use) {
    return ledger < use.ledger() || (ledger == use.ledger() && told < use.told());
  }

  /// If the partition has a new ledger, it had nothing in use when it closed the old one. What
  /// was granted to the old one later is void.
  KnownPartition after(LimitUse use, long now, Instant at) {
    if (ledger < use.ledger()) {
      return of(use, now, at);
    }
    int unread = Math.clamp(starts - use.starts(), 0, use.waiting());
    return new KnownPartition(
        ledger,
        use.told(),
        without(use.next(), unread),
        use.waiting() - unread,
        Math.max(starts, use.starts()),
        Math.max(granted, use.granted()),
        use.returned(),
        next.isEmpty() ? now : turn,
        use.granted(),
        granted > use.granted() ? silentSince : at);
  }

  /// The first task in line is granted.
  KnownPartition afterGrant(long now, Instant at) {
    return new KnownPartition(
        ledger,
        told,
        without(next, 1),
        waiting - 1,
        starts + 1,
        granted + next.getFirst().weight(),
        returned,
        now,
        read,
        at);
  }

  /// It is told again what it was granted.
  KnownPartition toldAgain(Instant at) {
    return new KnownPartition(
        ledger, told, next, waiting, starts, granted, returned, turn, read, at);
  }

  /// When it is told again, unless something is told or heard before.
  Instant toldAgainAt() {
    return silentSince.plus(granted > read ? UNREAD : SILENT);
  }

  KnownPartition notAfter(Instant now) {
    return isAheadOf(now) ? toldAgain(now) : this;
  }

  boolean isAheadOf(Instant now) {
    return silentSince.isAfter(now);
  }

  /// The runs of tasks in line without the first tasks.
  private static List<Next> without(List<Next> next, int tasks) {
    int left = tasks;
    int from = 0;
    while (from < next.size() && next.get(from).count() <= left) {
      left -= next.get(from).count();
      from++;
    }
    List<Next> rest = new ArrayList<>(next.subList(from, next.size()));
    if (left > 0 && !rest.isEmpty()) {
      Next first = rest.getFirst();
      rest.set(0, first.repeated(first.count() - left));
    }
    return rest;
  }

  long used() {
    return granted - returned;
  }

  boolean waits() {
    return !next.isEmpty();
  }

  boolean idle() {
    return waiting == 0 && used() == 0;
  }

  LimitGrant grant(LimitScope scope, int partition) {
    return new LimitGrant(scope, partition, ledger, starts, granted);
  }
}
