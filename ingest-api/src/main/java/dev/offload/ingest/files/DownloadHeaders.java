package dev.offload.ingest.files;

import dev.offload.files.LinkHeaders;
import dev.offload.files.StoredFile;

/// What a browser is told about a file. It never runs one, nor shows it as a page of ours.
final class DownloadHeaders {
  private DownloadHeaders() {}

  static LinkHeaders of(StoredFile file) {
    return new LinkHeaders(contentType(file), ContentDisposition.attachment(file.name()));
  }

  /// A file may be from a time when media types were not checked.
  private static String contentType(StoredFile file) {
    return MediaTypes.isValid(file.contentType()) ? file.contentType() : MediaTypes.UNKNOWN_BYTES;
  }
}
