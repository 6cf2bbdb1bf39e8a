package dev.offload.ingest.change;

import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.kafka.read.TopicTable;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.ConfigEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The turn of a request that changes an entry, or decides not to.
public final class ConfigTurn<T extends ConfigEntry> {
  private final ConfigChanges<T> changes;
  private final TopicTable.Watch<ConfigEntry> watch;
  private final Optional<T> present;

  ConfigTurn(ConfigChanges<T> changes, TopicTable.Watch<ConfigEntry> watch, Optional<T> present) {
    this.changes = changes;
    this.watch = watch;
    this.present = present;
  }

  /// Whether a change holds whatever the entry has become meanwhile.
  public enum Basis {
    /// It replaces whatever there is.
    ANY,
    /// It was decided on what is [#present()], and is refused if another replica has changed that.
    PRESENT;

    /// The basis of a request that replaces or erases an entry, by its preconditions.
    public static Basis of(Preconditions conditions) {
      return conditions.areNone() ? ANY : PRESENT;
    }
  }

  /// The entry as it is now.
  public Optional<T> present() {
    return present;
  }

  /// The entry as it is now.
  ///
  /// @throws ProblemException `not-found`
  public T existing() {
    return present.orElseThrow(() -> ProblemException.notFound(changes.what()));
  }

  /// Writes `entry` and reads it back.
  ///
  /// @param permission throws if the caller may not write any more
  /// @throws ProblemException `quota-exceeded`, `precondition-failed`, or `unavailable` if it was
  ///     not read back in time
  public void put(T entry, Basis basis, Runnable permission, QuotaUse... uses)
      throws InterruptedException {
    if (!isSeen(entry, basis, permission, uses)) {
      throw changes.unavailable(ConfigChanges.NOT_SEEN);
    }
  }

  /// The same, but returns false if it was not read back in time. Then nobody knows whether another
  /// replica has written in between.
  public boolean isSeen(T entry, Basis basis, Runnable permission, QuotaUse... uses)
      throws InterruptedException {
    for (QuotaUse use : uses) {
      use.check();
    }
    permission.run();
    changes.records().put(entry, present);
    if (!changes.readBack()) {
      return false;
    }
    refuseIfOthersCameFirst(entry, basis);
    if (present.isEmpty()) {
      // A changed entry stays, even if others came first: the earlier one written again could undo
      // what another replica has accepted since.
      for (QuotaUse use : uses) {
        use.checkWritten(() -> takeBack(entry));
      }
    }
    return true;
  }

  /// What was there just before `entry` was, which this turn has put.
  public Optional<T> before(T entry) {
    List<ConfigEntry> seen = watch.seen();
    int place = seen.indexOf(entry);
    return place > 0 ? changes.cast(seen.get(place - 1)) : present;
  }

  /// What another replica has made of it meanwhile stays.
  private void takeBack(T entry) {
    if (entry.equals(watch.seen().getLast())) {
      var _ = changes.records().erase(entry);
    }
  }

  /// Erases the entry, which exists, and reads that back.
  ///
  /// @param permission as in [#put]
  public void erase(Basis basis, Runnable permission) throws InterruptedException {
    T former = existing();
    permission.run();
    long mine = changes.erase(former).offset();
    if (basis == Basis.PRESENT) {
      refuseIfMadeAnew(former, mine);
    }
  }

  /// Puts back what was erased at `mine` and is not `former`. If others have erased it, too, all
  /// have what they wanted.
  private void refuseIfMadeAnew(T former, long mine) {
    List<TopicTable.Seen<ConfigEntry>> seen = watch.seenAt();
    List<ConfigEntry> before =
        seen.stream().filter(one -> one.offset() < mine).map(TopicTable.Seen::value).toList();
    List<ConfigEntry> others = before.subList(1 + before.lastIndexOf(former), before.size());
    if (others.isEmpty() || others.getLast() == null) {
      return;
    }
    if (seen.getLast().offset() == mine) {
      changes.cast(others.getLast()).ifPresent(it -> changes.records().put(it, Optional.empty()));
    }
    throw changedByOthers();
  }

  /// Takes back what was written, `mine`, if others wrote after what this request was decided on.
  private void refuseIfOthersCameFirst(T mine, Basis basis) {
    List<ConfigEntry> seen = new ArrayList<>(watch.seen());
    // The first one: if others take back theirs, mine comes again.
    int place = seen.indexOf(mine);
    List<ConfigEntry> others = seen.subList(0, Math.max(0, place));
    others = others.subList(1 + others.lastIndexOf(present.orElse(null)), others.size());
    if (basis == Basis.ANY || others.isEmpty()) {
      return;
    }
    boolean isLast = place == seen.size() - 1;
    if (isLast) {
      restore(changes.cast(others.getLast()), mine);
    }
    throw changedByOthers();
  }

  private ProblemException changedByOthers() {
    return ProblemException.of(
        ProblemCode.PRECONDITION_FAILED,
        "Another request changed the %s at the same moment. Read it again."
            .formatted(changes.what()));
  }

  private void restore(Optional<T> theirs, T mine) {
    if (theirs.isPresent()) {
      changes.records().put(theirs.get(), Optional.of(mine));
    } else {
      var _ = changes.records().erase(mine);
    }
  }
}
