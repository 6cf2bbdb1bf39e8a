package dev.offload.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// A durable store of immutable files, each belonging to one tenant.
///
/// An id says nothing about the content and works only together with its tenant: to everybody else
/// the file is absent. Once [#store] has answered [Storing.Stored] the file survives the death of
/// the process and of the machine. A refused or broken upload leaves nothing behind.
///
/// Safe for use by many threads, and by several processes over the same place.
public interface FileStore {

  /// Reads `content` to its end, unless it turns out too large, and keeps it under a fresh id.
  /// The caller closes the stream. A full disk is an outcome too: [Storing.NoRoom].
  ///
  /// @throws IOException if the stream breaks or the store does not answer; nothing is kept then
  Storing store(String tenant, NewFile file, InputStream content) throws IOException;

  /// What is known of a file.
  Optional<StoredFile> find(String tenant, FileId id) throws IOException;

  /// The whole content. The caller closes it.
  Optional<InputStream> open(String tenant, FileId id) throws IOException;

  /// A part of the content; what of the range lies behind the end of the file is left out.
  /// The caller closes it.
  Optional<InputStream> open(String tenant, FileId id, ByteRange range) throws IOException;

  /// Keeps a file while something that names it is on its way into the log; asked for before that
  /// is written. Empty where the file is absent, or just being deleted.
  Optional<Hold> hold(String tenant, FileId id) throws IOException;

  /// How a file stands. Whoever wants to delete it looks first, then makes sure that nothing in the
  /// log needs it, then deletes what was seen.
  Standing look(String tenant, FileId id) throws IOException;

  /// Forgets a file, and its bytes if no other file has the same, unless it has been held since it
  /// was looked at.
  ///
  /// @return whether it is gone by this call
  boolean delete(Standing.Idle file) throws IOException;

  /// What a tenant's files take.
  Usage usage(String tenant) throws IOException;
}
