package dev.offload.files;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Files that arrive in pieces. Until a file is whole, it is here. Then it is in the [FileStore],
/// under the same id.
///
/// What an [Arrival] counts is durable: it survives a crash of the process and of the machine. A
/// file counts towards its tenant's quota with its whole size from the beginning.
///
/// Many threads may use this, and several processes may share one store. Of each file one
/// piece is written at a time. If the store does not answer, each method throws
/// [StoreUnavailable].
public interface PartialFiles {
  /// Begins a file under a fresh id.
  Creating begin(String tenant, NewPartialFile file) throws IOException;

  /// Empty if there is no such file, or if it is whole.
  Optional<Arrival> find(String tenant, FileId id) throws IOException;

  /// Whether a piece of a file is being written, so that more of it may arrive at any moment.
  boolean isBusy(String tenant, FileId id) throws IOException;

  /// Reads a piece to its end, unless it is too long, and makes it durable, parts of it already
  /// on the way. If the stream breaks, what has come of a piece without a hash is kept. The caller
  /// closes the stream.
  ///
  /// @throws IOException if the stream breaks or the store does not answer
  Appending append(String tenant, FileId id, Piece piece) throws IOException;

  /// Deletes what has arrived of a file that is not whole.
  Abandoning abandon(String tenant, FileId id) throws IOException;

  /// Abandons a tenant's files to which no piece has been added since `before`. Completes those
  /// whose last step a dead process has left undone.
  ///
  /// @return how much was deleted
  Usage expire(String tenant, Instant before) throws IOException;
}
