package dev.offload.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/// A durable store of immutable files, each belonging to one tenant.
///
/// An id says nothing about the content and works only together with its tenant: for everybody else
/// the file does not exist. After [#store] has answered [Storing.Stored], the file survives a crash
/// of the process and of the machine. A refused or broken upload leaves nothing behind.
///
/// Many threads may use it, and several processes may share one store. If the store does not
/// answer, each method throws [StoreUnavailable].
public interface FileStore {

  /// Reads `content` to its end, unless it is too large, and stores it under a fresh id. The caller
  /// closes the stream. A full disk is an expected outcome: [Storing.NoRoom].
  ///
  /// @throws IOException if the stream breaks or the store does not answer; then nothing is stored
  Storing store(String tenant, NewFile file, InputStream content) throws IOException;

  /// The description of a file.
  Optional<StoredFile> find(String tenant, FileId id) throws IOException;

  /// The whole content. The caller closes it.
  Optional<InputStream> open(String tenant, FileId id) throws IOException;

  /// A part of the content, without what is beyond the end of the file. The caller closes it.
  Optional<InputStream> open(String tenant, FileId id, ByteRange range) throws IOException;

  /// An address from which anybody may get the content for a while, with these headers. Empty
  /// if the store has no such addresses.
  Optional<URI> link(StoredFile file, LinkHeaders headers);

  /// Keeps a file while a submission that names it is on its way into the log. Ask for this before
  /// the submission is written. Empty if the file does not exist or is being deleted.
  Optional<Hold> hold(String tenant, FileId id) throws IOException;

  /// Whether a file is held. To delete a file, look first, then make sure that nothing in the log
  /// needs it, then delete what was seen.
  Standing look(String tenant, FileId id) throws IOException;

  /// Deletes a file, and its bytes if no other file has the same, unless it was held since it was
  /// looked at.
  ///
  /// @return whether this call has deleted it
  boolean delete(Standing.Idle file) throws IOException;

  /// How much a tenant's files take.
  Usage usage(String tenant) throws IOException;
}
