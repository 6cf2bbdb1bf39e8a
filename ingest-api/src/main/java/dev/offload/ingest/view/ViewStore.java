package dev.offload.ingest.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Stores a view's rows and, in the same transaction, how far it has read. It answers queries.
///
/// One thread at a time applies changes, while any number may read. Every method throws
/// [ViewFailure] if the database fails, and [ViewCorrupt] if it is damaged.
interface ViewStore extends TaskQueries, AutoCloseable {

  /// Where reading of `topic` goes on, by partition. It is empty at first.
  Map<Integer, Long> positions(String topic);

  /// Makes a batch durable as a whole, its positions included. A version that is not newer than the
  /// stored one changes nothing.
  ///
  /// @return the changes that had an effect, in order
  List<ViewChange> apply(ViewBatch batch);

  /// Notes that the view was complete at `moment`. [ViewSource#tombstonesKept] counts from there.
  void markCurrent(Instant moment);

  @Override
  void close();
}
