package dev.offload.ingest.files;

import dev.offload.files.PieceHash;
import dev.offload.http.HeaderValue;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a request says in headers of tus 1.0.0, the protocol for uploads that can be resumed.
///
/// @param values all values of a header; null or empty if the request has none
record TusHeaders(Function<String, List<String>> values) {
  static final String VERSION = "1.0.0";
  static final String EXTENSIONS = "creation,creation-with-upload,expiration,checksum,termination";

  static final String TUS_RESUMABLE = "Tus-Resumable";
  static final String TUS_VERSION = "Tus-Version";
  static final String UPLOAD_CHECKSUM = "Upload-Checksum";
  static final String UPLOAD_EXPIRES = "Upload-Expires";
  static final String UPLOAD_LENGTH = "Upload-Length";
  static final String UPLOAD_METADATA = "Upload-Metadata";
  static final String UPLOAD_OFFSET = "Upload-Offset";

  /// The media type of a piece.
  static final String PIECE = "application/offset+octet-stream";

  /// How the hashes of pieces may be made.
  static final String ALGORITHMS =
      Stream.of(PieceHash.Algorithm.values())
          .map(PieceHash.Algorithm::text)
          .collect(Collectors.joining(","));

  /// The pattern of a number of bytes.
  static final String NUMBER_PATTERN = "^[0-9]{1,15}$";

  /// The pattern of the hash of a piece.
  static final String CHECKSUM_PATTERN = "^([a-z0-9]+) ([A-Za-z0-9+/]+={0,2})$";

  static final String CHECKSUM_SAYS =
      "The hash of the piece: md5, sha1 or sha256, a space, and the hash in base64. If the piece has"
          + " another hash, nothing of it is kept.";

  private static final Pattern NUMBER = Pattern.compile(NUMBER_PATTERN);
  private static final Pattern CHECKSUM = Pattern.compile(CHECKSUM_PATTERN);

  /// The headers of the extensions concatenation and creation-defer-length.
  private static final List<String> NOT_TAKEN = List.of("Upload-Concat", "Upload-Defer-Length");

  /// Whether the request is one of tus. It may be of a version that we do not know.
  boolean areThere() {
    return text(TUS_RESUMABLE) != null;
  }

  /// Whether a POST is meant for tus. Who forgets the version must not get an empty file instead.
  boolean askForAnUpload() {
    return areThere()
        || Stream.concat(Stream.of(UPLOAD_LENGTH, UPLOAD_METADATA), NOT_TAKEN.stream())
            .anyMatch(name -> text(name) != null);
  }

  /// @throws ProblemException `precondition-failed` if this is not the version that we know
  void requireVersion() {
    if (!one(TUS_RESUMABLE).equals(Optional.of(VERSION))) {
      throw ProblemException.of(
              ProblemCode.PRECONDITION_FAILED,
              "Send the header Tus-Resumable: %s.".formatted(VERSION))
          .with(TUS_VERSION, VERSION);
    }
  }

  /// @throws ProblemException `invalid-parameter` if the request needs what we do not have
  void requireNothingElse() {
    for (String name : NOT_TAKEN) {
      if (text(name) != null) {
        throw invalid("%s is not supported. The extensions are %s.".formatted(name, EXTENSIONS));
      }
    }
    if (text("Content-Digest") != null) {
      throw invalid("Send Upload-Checksum instead of Content-Digest.");
    }
  }

  /// @throws ProblemException `unsupported-media-type` if the body is not said to be a piece
  void requirePiece() {
    boolean isPiece =
        one(HttpHeaders.CONTENT_TYPE)
            .flatMap(HeaderValue::parse)
            .filter(type -> type.first().equalsIgnoreCase(PIECE))
            .isPresent();
    if (!isPiece) {
      throw ProblemException.of(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          "Send the first piece with Content-Type: %s, or none.".formatted(PIECE));
    }
  }

  /// The size of the whole file.
  long uploadLength() {
    return number(UPLOAD_LENGTH);
  }

  /// Where in the file the piece begins.
  long uploadOffset() {
    return number(UPLOAD_OFFSET);
  }

  /// The hash of the piece, if the request has one.
  Optional<PieceHash> checksum() {
    return one(UPLOAD_CHECKSUM)
        .map(
            text ->
                read(text)
                    .orElseThrow(
                        () ->
                            invalid(
                                ("Upload-Checksum must be one of %s, a space and the hash of the"
                                        + " piece in base64.")
                                    .formatted(ALGORITHMS))));
  }

  private static Optional<PieceHash> read(String text) {
    Matcher matcher = CHECKSUM.matcher(text);
    return matcher.matches()
        ? PieceHash.Algorithm.of(matcher.group(1))
            .flatMap(
                algorithm -> decoded(matcher.group(2)).flatMap(h -> PieceHash.of(algorithm, h)))
        : Optional.empty();
  }

  /// Empty if `text` is not base64.
  static Optional<byte[]> decoded(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  Optional<TusMetadata> metadata() {
    return one(UPLOAD_METADATA)
        .map(text -> TusMetadata.parse(text).orElseThrow(() -> invalid(TusMetadata.RULE)));
  }

  /// How long the body is, if that is said and it is sent as it is.
  OptionalLong contentLength() {
    boolean isAsItIs = text(HttpHeaders.CONTENT_ENCODING) == null;
    String length = text(HttpHeaders.CONTENT_LENGTH);
    return isAsItIs && length != null && NUMBER.matcher(length).matches()
        ? OptionalLong.of(Long.parseLong(length)) // the framework's own is an int
        : OptionalLong.empty();
  }

  /// Whether the request has a body. The headers say so, since the body is read elsewhere.
  boolean haveABody() {
    String length = text(HttpHeaders.CONTENT_LENGTH);
    return length == null ? text("Transfer-Encoding") != null : !length.equals("0");
  }

  private long number(String name) {
    String text =
        one(name)
            .filter(value -> NUMBER.matcher(value).matches())
            .orElseThrow(() -> invalid(name + " must be a number of bytes, of at most 15 digits."));
    return Long.parseLong(text);
  }

  /// Null if there is none.
  private String text(String name) {
    List<String> all = values.apply(name);
    return all == null || all.isEmpty() ? null : String.join(",", all);
  }

  private Optional<String> one(String name) {
    List<String> all = values.apply(name);
    if (all == null || all.isEmpty()) {
      return Optional.empty();
    }
    if (all.size() > 1) {
      throw invalid("Send the header %s once.".formatted(name));
    }
    return Optional.of(all.getFirst()).map(String::strip);
  }

  static ProblemException invalid(String detail) {
    return ProblemException.of(ProblemCode.INVALID_PARAMETER, detail);
  }
}
