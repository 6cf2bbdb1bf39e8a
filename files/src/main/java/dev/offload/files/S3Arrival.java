package dev.offload.files;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The object that describes an upload in pieces: which bytes have arrived, and where they
/// are.
///
/// @param parts the bytes that are in parts of the content
/// @param tail the bytes behind them, or null
/// @param hash the hash of what has arrived, as [SavedSha256] saves it
/// @param lastPiece when the last bytes arrived
/// @param stage what is happening to the upload
@JsonInclude(JsonInclude.Include.NON_NULL)
record S3Arrival(
    PartialFile file, Parts parts, Tail tail, String hash, Instant lastPiece, Stage stage) {

  /// @param upload the id that S3 has given to the upload of the parts, or null before the
  ///     first part
  /// @param next the first part number that is free: no part has it, not even one that is
  ///     being uploaded
  /// @param bytes how many bytes the parts have together
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Parts(String upload, List<S3Part> done, int next, long bytes) {
    Parts {
      done = List.copyOf(done);
    }
  }

  /// An object with too few bytes for a part.
  record Tail(String name, long bytes) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Waiting.class, name = "waiting"),
    @JsonSubTypes.Type(value = Written.class, name = "written"),
    @JsonSubTypes.Type(value = Whole.class, name = "whole"),
    @JsonSubTypes.Type(value = Abandoned.class, name = "abandoned")
  })
  sealed interface Stage {}

  /// The next piece may come.
  record Waiting() implements Stage {}

  /// A piece is being written.
  ///
  /// @param writer a name of its own
  /// @param until when the writer counts as dead, unless it has extended this time
  record Written(String writer, Instant until) implements Stage {}

  /// All bytes are there. The content may still have to be made of its parts.
  record Whole(StoredFile file) implements Stage {}

  /// The upload is being deleted.
  ///
  /// @param since when that began
  record Abandoned(Instant since) implements Stage {}

  /// @param etag names this version
  record Read(S3Arrival arrival, String etag) {}

  static S3Arrival begin(PartialFile file) {
    return new S3Arrival(
        file,
        new Parts(null, List.of(), 1, 0),
        null,
        SavedSha256.ofNothing().save(),
        file.createdAt(),
        new Waiting());
  }

  static Optional<Read> readWithTag(S3Bucket bucket, String tenant, FileId id) throws IOException {
    Optional<S3Bucket.Content> content = bucket.get(S3Keys.partial(tenant, id));
    if (content.isEmpty()) {
      return Optional.empty();
    }
    S3Arrival arrival = FileEntry.JSON.readValue(content.get().bytes(), S3Arrival.class);
    return Optional.of(new Read(arrival, content.get().etag()));
  }

  static Optional<S3Arrival> read(S3Bucket bucket, String tenant, FileId id) throws IOException {
    return readWithTag(bucket, tenant, id).map(Read::arrival);
  }

  byte[] json() throws JsonProcessingException {
    return FileEntry.JSON.writeValueAsBytes(this);
  }

  S3Arrival with(Parts other) {
    return new S3Arrival(file, other, tail, hash, lastPiece, stage);
  }

  S3Arrival in(Stage other) {
    return new S3Arrival(file, parts, tail, hash, lastPiece, other);
  }

  long offset() {
    return parts.bytes() + (tail == null ? 0 : tail.bytes());
  }

  @JsonIgnore
  boolean isAbandoned() {
    return stage instanceof Abandoned;
  }

  boolean isBeingWritten(Instant now) {
    return stage instanceof Written(String _, Instant until) && now.isBefore(until);
  }

  Arrival told() {
    return new Arrival(file, offset(), lastPiece);
  }
}
