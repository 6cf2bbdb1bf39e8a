package dev.offload.ingest.page;

import dev.offload.ingest.etag.Preconditions;
import dev.offload.schemas.Digest;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/// A file that browsers load.
///
/// @param etag names its content
/// @param headers what else an answer with it says
record PageFile(Buffer content, String etag, Map<String, String> headers) {

  /// A file beside this class.
  static PageFile of(String name, Map<String, String> headers) {
    try (InputStream file = PageFile.class.getResourceAsStream(name)) {
      byte[] content = file.readAllBytes();
      return new PageFile(
          Buffer.buffer(content), Preconditions.tag(Digest.sha256Hex(content)), headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
