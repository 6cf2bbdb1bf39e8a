package dev.offload.ingest.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Stores a view's rows and, in the same transaction, how far it has read. It answers queries.
///
/// Any number may read. Of the replicas that share a store, one writes at a time, and the others
/// see what it has written: each reads the topics for itself, and waits with what it has read until
/// it is stored.
///
/// ```
/// read from Kafka ──► turn() ──► stored by another replica ──► note() ──► news
///                           └──► this replica writes ────────► apply() ──► news
/// ```
/// Every method throws [ViewFailure] if the database fails, and [ViewCorrupt] if it is damaged.
interface ViewStore extends TaskQueries, AutoCloseable {

  /// Where reading of `topic` goes on after it was opened, by partition. It is empty at first.
  Map<Integer, Long> begin(String topic);

  /// How far the store is now.
  Map<Integer, Long> positions(String topic);

  /// Waits until this replica may write, or the store has everything of `topic` below `until`.
  ///
  /// @param told how far this replica has come, having stored it or seen it stored
  /// @return how far the store is, by partition
  Map<Integer, Long> turn(String topic, Map<Integer, Long> told, Map<Integer, Long> until);

  /// Makes a batch durable as a whole, its positions included. A version that is not newer than the
  /// stored one changes nothing.
  ///
  /// @return the changes that had an effect, in order
  /// @throws TurnLost if another replica writes now; nothing was changed
  List<ViewChange> apply(ViewBatch batch);

  /// Takes note of changes that are in the store, whoever wrote them.
  void note(List<ViewChange> written);

  /// Notes that the view was complete at `moment`. [ViewSource#tombstonesKept] counts from there.
  void markCurrent(Instant moment);

  /// Whether the database answers.
  boolean isWell();

  /// Done with the reason when the store has to be opened again.
  CompletableFuture<ViewFailure> useless();

  /// Ends all waits in [#turn], which fail.
  void stopTurns();

  @Override
  void close();
}
