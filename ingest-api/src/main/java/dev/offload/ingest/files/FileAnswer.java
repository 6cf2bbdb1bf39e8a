package dev.offload.ingest.files;

import dev.offload.files.ByteRange;
import dev.offload.files.StoredFile;
import dev.offload.ingest.etag.Preconditions;
import java.io.InputStream;
import java.net.URI;

/// The answer to a request for a file.
sealed interface FileAnswer {

  StoredFile file();

  record Whole(StoredFile file, InputStream content) implements FileAnswer {}

  record Part(StoredFile file, ByteRange range, InputStream content) implements FileAnswer {}

  /// The content is at this address, for a while.
  record Elsewhere(StoredFile file, URI address) implements FileAnswer {}

  /// The client already has the file.
  record NotModified(StoredFile file) implements FileAnswer {}

  /// The entity tag is the content's hash.
  static String etag(StoredFile file) {
    return Preconditions.tag(file.sha256().toString());
  }
}
