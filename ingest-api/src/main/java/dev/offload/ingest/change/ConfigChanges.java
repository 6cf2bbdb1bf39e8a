package dev.offload.ingest.change;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.quota.TenantTurns;
import dev.offload.kafka.read.TopicTable;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Changes entries of one kind on `offload.config` for clients. Every replica knows what another
/// has answered, since each reads on before it decides, and again before it answers.
///
/// ```
/// turn ─► read on ─► decide ─► room? may the caller? ─► write ─► read back ─► answer
///                           another replica wrote in between ─► take back, 412
///                                        more than the quota ─► take back, 429
/// ```
///
/// Until a change is taken back others can see it.
public final class ConfigChanges<T extends ConfigEntry> {
  /// How many earlier requests a request has to be able to wait for.
  private static final int TURNS = 5;

  static final String NOT_SEEN = "The change was made, but this replica does not see it yet.";

  private final Class<T> kind;
  private final String what;
  private final String notRead;
  private final TopicTable<ConfigEntry> entries;
  private final Duration lookupLimit;
  private final Records<T> records;
  private final TenantTurns turns;

  /// The records that stand for an entry.
  public interface Records<T> {
    /// @param former what they stand for now; empty if there are none
    void put(T entry, Optional<T> former);

    /// @return where the tombstone of the entry's own record is
    RecordMetadata erase(T entry);

    /// One record for each entry.
    static <T extends ConfigEntry> Records<T> single(BoundedWriter writer) {
      return new Records<>() {
        @Override
        public void put(T entry, Optional<T> former) {
          writer.write(Topics.CONFIG, entry.key(), entry);
        }

        @Override
        public RecordMetadata erase(T entry) {
          return writer.write(Topics.CONFIG, entry.key(), null);
        }
      };
    }
  }

  /// @param what names an entry, for problems
  /// @param notRead says that entries can't be read now
  /// @param entries the topic as this replica has read it
  /// @param lookupLimit how long a request waits while this replica reads on
  public ConfigChanges(
      Class<T> kind,
      String what,
      String notRead,
      TopicTable<ConfigEntry> entries,
      Duration lookupLimit,
      Records<T> records) {
    this.kind = kind;
    this.what = what;
    this.notRead = notRead;
    this.entries = entries;
    this.lookupLimit = lookupLimit;
    this.records = records;
    this.turns = new TenantTurns(lookupLimit.multipliedBy(TURNS));
  }

  /// What a request does in its turn.
  public interface Step<T extends ConfigEntry, A> {
    A run(ConfigTurn<T> turn) throws InterruptedException;
  }

  /// The same if there is nothing to answer.
  public interface SilentStep<T extends ConfigEntry> {
    void run(ConfigTurn<T> turn) throws InterruptedException;
  }

  /// Waits until this replica has read everything that any replica wrote before.
  ///
  /// @throws ProblemException `unavailable` if that takes too long
  public void catchUp() throws InterruptedException {
    if (!entries.catchUp(lookupLimit)) {
      throw unavailable(notRead);
    }
  }

  /// Waits until no other request of this replica changes what `owner` has, reads on, and takes the
  /// step.
  ///
  /// @param row that of the entry that may be changed
  public <A> A inTurn(String owner, String row, Step<T, A> step) throws InterruptedException {
    try (TenantTurns.Turn _ = turns.take(owner)) {
      catchUp();
      try (TopicTable.Watch<ConfigEntry> watch = entries.watch(row)) {
        Optional<T> present = entries.get(row).flatMap(this::cast);
        return step.run(new ConfigTurn<>(this, watch, present));
      }
    }
  }

  /// The same for a step that answers nothing.
  public void doInTurn(String owner, String row, SilentStep<T> step) throws InterruptedException {
    Optional<?> _ =
        inTurn(
            owner,
            row,
            turn -> {
              step.run(turn);
              return Optional.empty();
            });
  }

  /// Erases an entry and reads that back, for an entry that is made and erased but never changed.
  ///
  /// @return where its tombstone is
  public RecordMetadata erase(T entry) throws InterruptedException {
    RecordMetadata tombstone = records.erase(entry);
    if (!readBack()) {
      throw unavailable(NOT_SEEN);
    }
    return tombstone;
  }

  /// The records that stand for entries.
  public Records<T> records() {
    return records;
  }

  boolean readBack() throws InterruptedException {
    return entries.catchUp(lookupLimit);
  }

  Optional<T> cast(ConfigEntry entry) {
    return Optional.ofNullable(entry).filter(kind::isInstance).map(kind::cast);
  }

  String what() {
    return what;
  }

  /// The answer if Kafka does not answer in time.
  public ProblemException unavailable(String detail) {
    return ProblemException.unavailable(detail, lookupLimit);
  }
}
