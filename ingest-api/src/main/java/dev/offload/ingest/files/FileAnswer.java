package dev.offload.ingest.files;

import dev.offload.files.ByteRange;
import dev.offload.files.StoredFile;
import java.io.InputStream;

/// What a request for a file's bytes gets.
sealed interface FileAnswer {

  StoredFile file();

  record Whole(StoredFile file, InputStream content) implements FileAnswer {}

  record Part(StoredFile file, ByteRange range, InputStream content) implements FileAnswer {}

  /// The client has it already.
  record NotModified(StoredFile file) implements FileAnswer {}

  /// The content's hash is what tells contents apart.
  static String etag(StoredFile file) {
    return "\"" + file.sha256() + "\"";
  }
}
