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

  /// Forgets a file, and its bytes if no other file has the same.
  ///
  /// @return whether there was one
  boolean delete(String tenant, FileId id) throws IOException;
}
