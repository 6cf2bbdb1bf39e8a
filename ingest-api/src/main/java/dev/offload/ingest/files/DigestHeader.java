package dev.offload.ingest.files;

import dev.offload.files.Sha256;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;

/// The headers `Content-Digest` and `Repr-Digest` (RFC 9530): dictionaries, of which we understand
/// the member `sha-256`.
final class DigestHeader {
  static final String CONTENT = "Content-Digest";
  static final String REPRESENTATION = "Repr-Digest";

  private static final String OTHER_DIGEST =
      "[a-z*][a-z0-9_.*-]*=:([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?:";

  /// What a header with a hash that we understand matches.
  static final String PATTERN =
      "^(" + OTHER_DIGEST + ", *)*sha-256=:[A-Za-z0-9+/]{43}=:(, *" + OTHER_DIGEST + ")*$";

  private static final int BYTES = 32;

  private DigestHeader() {}

  /// All lines of a header as one, since a dictionary may come in several (RFC 9651, section
  /// 3.2).
  ///
  /// @return null if there is none
  static String whole(List<String> lines) {
    return lines == null || lines.isEmpty() ? null : String.join(", ", lines);
  }

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

  /// The header of a file with this hash.
  static String of(Sha256 sha256) {
    byte[] bytes = HexFormat.of().parseHex(sha256.hex());
    return "sha-256=:" + Base64.getEncoder().encodeToString(bytes) + ":";
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
