package dev.offload.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// The object that is there as long as a file is.
///
/// @param lastUsed when the file was stored or last held; it is another one after each hold
record S3FileEntry(StoredFile file, Instant lastUsed) {

  /// An entry as it was read.
  ///
  /// @param etag names this version
  record Read(S3FileEntry entry, String etag) {}

  /// Empty if there is no such file, or if it is being deleted.
  static Optional<Read> read(S3Bucket bucket, String tenant, FileId id) throws IOException {
    Optional<S3Bucket.Content> content = bucket.get(S3Keys.file(tenant, id));
    if (content.isEmpty() || content.get().bytes().length == 0) {
      return Optional.empty();
    }
    S3FileEntry entry = FileEntry.JSON.readValue(content.get().bytes(), S3FileEntry.class);
    return Optional.of(new Read(entry, content.get().etag()));
  }

  byte[] json() throws JsonProcessingException {
    return FileEntry.JSON.writeValueAsBytes(this);
  }

  /// The same file, used at `now`, or a little later than before.
  S3FileEntry usedAt(Instant now) {
    return new S3FileEntry(file, now.isAfter(lastUsed) ? now : lastUsed.plusMillis(1));
  }
}
