package dev.offload.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// The object that exists as long as its file does.
///
/// ```
/// stored at once:                     a description ─► empty ─► gone
/// in pieces: taken, one byte ─► a description ─► empty ─► gone
/// ```
/// A file that arrives in pieces takes its entry when it begins. So a process that makes the
/// file appear, however late, replaces an object and can't bring back a deleted one.
///
/// @param lastUsed when the file was stored or last held; each hold changes it
record S3FileEntry(StoredFile file, Instant lastUsed) {
  private static final byte TAKEN = '-';

  /// An entry as it was read.
  ///
  /// @param etag names this version
  record Read(S3FileEntry entry, String etag) {}

  /// The content of an entry whose file is not whole yet.
  static byte[] taken() {
    return new byte[] {TAKEN};
  }

  static boolean isTaken(S3Bucket.Listed entry) {
    return entry.size() == 1;
  }

  /// Whether the file is being deleted.
  static boolean isEmpty(S3Bucket.Listed entry) {
    return entry.size() == 0;
  }

  /// Empty if there is no such file, if it is not whole yet, or if it is being deleted.
  static Optional<Read> read(S3Bucket bucket, String tenant, FileId id) throws IOException {
    Optional<S3Bucket.Content> content = bucket.get(S3Keys.file(tenant, id));
    if (content.isEmpty() || content.get().bytes().length <= 1) {
      return Optional.empty();
    }
    S3FileEntry entry = FileEntry.JSON.readValue(content.get().bytes(), S3FileEntry.class);
    return Optional.of(new Read(entry, content.get().etag()));
  }

  /// The tag of the entry if its file is not whole yet, else empty.
  static Optional<String> tagIfTaken(S3Bucket bucket, String tenant, FileId id) throws IOException {
    return bucket
        .get(S3Keys.file(tenant, id))
        .filter(content -> content.bytes().length == 1)
        .map(S3Bucket.Content::etag);
  }

  byte[] json() throws JsonProcessingException {
    return FileEntry.JSON.writeValueAsBytes(this);
  }

  /// The same file, used at `now`, or a little later than before.
  S3FileEntry usedAt(Instant now) {
    return new S3FileEntry(file, now.isAfter(lastUsed) ? now : lastUsed.plusMillis(1));
  }
}
