package dev.offload.ingest.files;

import dev.offload.files.Sha256;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;

/// The header `Content-Digest` (RFC 9530), a dictionary. We understand its member `sha-256`.
final class ContentDigest {
  private static final String OTHER_DIGEST =
      "[a-z*][a-z0-9_.*-]*=:([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?:";

  /// What a header with a hash that we understand matches.
  static final String PATTERN =
      "^(" + OTHER_DIGEST + ", *)*sha-256=:[A-Za-z0-9+/]{43}=:(, *" + OTHER_DIGEST + ")*$";

  private static final int BYTES = 32;

  private ContentDigest() {}

  /// The hash, or empty if the header has none that we understand.
  static Optional<Sha256> parse(String header) {
    try {
      return Parser.parseDictionary(header).get().get("sha-256") instanceof ByteSequenceItem item
          ? hash(item.get())
          : Optional.empty();
    } catch (ParseException _) {
      return Optional.empty();
    }
  }

  private static Optional<Sha256> hash(ByteBuffer content) {
    if (content.remaining() != BYTES) {
      return Optional.empty();
    }
    byte[] hash = new byte[BYTES];
    content.get(hash);
    return Optional.of(Sha256.of(hash));
  }
}
