package dev.offload.ingest.files;

import dev.offload.files.Abandoning;
import dev.offload.files.Appending;
import dev.offload.files.Arrival;
import dev.offload.files.Creating;
import dev.offload.files.FileId;
import dev.offload.files.FileStore;
import dev.offload.files.NewFile;
import dev.offload.files.NewPartialFile;
import dev.offload.files.PartialFile;
import dev.offload.files.PartialFiles;
import dev.offload.files.Piece;
import dev.offload.files.PieceHash;
import dev.offload.files.Sha256;
import dev.offload.files.StoredFile;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.schemas.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// Receives files in pieces. The bytes go to the store as they arrive.
@ApplicationScoped
class PieceReceiver {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final FileStore files;
  private final PartialFiles partial;
  private final StorageGuard storage;
  private final long maxBytes;

  PieceReceiver(
      FileStore files, PartialFiles partial, StorageGuard storage, ResumableConfig config) {
    this.files = files;
    this.partial = partial;
    this.storage = storage;
    this.maxBytes = config.maxSize().asLongValue();
  }

  /// @param name of the file, if it is not in the metadata
  /// @param sha256 of the whole file
  /// @throws ProblemException if the file is refused
  Arrival begin(
      String tenant,
      long size,
      Optional<TusMetadata> metadata,
      Optional<String> name,
      Optional<Sha256> sha256)
      throws IOException {
    if (size > maxBytes) {
      throw ProblemException.of(
          ProblemCode.TOO_LARGE, "A file may have at most %d bytes.".formatted(maxBytes));
    }
    NewPartialFile file =
        new NewPartialFile(
            name(metadata, name), type(metadata), size, sha256, metadata.map(TusMetadata::text));
    return switch (partial.begin(tenant, file)) {
      case Creating.Created(Arrival arrival) -> arrival;
      case Creating.OverQuota(var quota) -> throw FileUploader.overQuota(quota);
      case Creating.NoRoom _ -> throw storage.noRoomForFile();
      case Creating.FileMismatch(Sha256 asked, Sha256 actual) -> throw mismatch(asked, actual);
      case Creating.TooMany(int most) ->
          throw ProblemException.of(
              ProblemCode.QUOTA_EXCEEDED,
              ("You may have at most %d uploads that are not complete. Complete some, or give some"
                      + " up with DELETE.")
                  .formatted(most));
    };
  }

  private static String name(Optional<TusMetadata> metadata, Optional<String> given) {
    String name = given.or(() -> metadata.flatMap(TusMetadata::fileName)).orElse(GivenName.NONE);
    if (!NewFile.isName(name)) {
      throw TusHeaders.invalid("The name of the file must be " + NewFile.NAME_RULE + ".");
    }
    return name;
  }

  private static String type(Optional<TusMetadata> metadata) {
    String type = metadata.flatMap(TusMetadata::fileType).orElse(MediaTypes.UNKNOWN_BYTES);
    if (!MediaTypes.isValid(type)) {
      throw TusHeaders.invalid("The filetype in Upload-Metadata must be " + MediaTypes.RULE + ".");
    }
    return type;
  }

  /// Adds the piece that came together with the wish to begin. If it is refused, nothing of the
  /// file is left.
  Arrival beginWith(Arrival begun, OptionalLong size, Optional<PieceHash> hash, InputStream body)
      throws IOException {
    PartialFile file = begun.file();
    boolean isKept = false;
    try {
      Received received = append(file.tenant(), file.id(), 0, size, hash, body);
      isKept = true;
      return switch (received) {
        case Received.Part(Arrival arrival) -> arrival;
        case Received.Whole(StoredFile whole) -> new Arrival(file, whole.size(), whole.createdAt());
      };
    } finally {
      if (!isKept) {
        var _ = partial.abandon(file.tenant(), file.id());
      }
    }
  }

  /// Where a file ends after a piece.
  sealed interface Received {
    long offset();

    record Part(Arrival arrival) implements Received {
      @Override
      public long offset() {
        return arrival.offset();
      }
    }

    record Whole(StoredFile file) implements Received {
      @Override
      public long offset() {
        return file.size();
      }
    }
  }

  /// @throws ProblemException if the piece is refused
  Received append(
      String tenant,
      FileId id,
      long offset,
      OptionalLong size,
      Optional<PieceHash> hash,
      InputStream body)
      throws IOException {
    return switch (partial.append(tenant, id, new Piece(offset, size, hash, body))) {
      case Appending.Appended(Arrival arrival) -> new Received.Part(arrival);
      case Appending.Completed(StoredFile file) -> new Received.Whole(file);
      case Appending.Absent _ ->
          throw wrongOffset(files.find(tenant, id).orElseThrow(PieceReceiver::notFound).size());
      case Appending.Busy _ -> throw busy();
      case Appending.WrongOffset(long end) -> throw wrongOffset(end);
      case Appending.TooLong(long whole) ->
          throw ProblemException.of(
              ProblemCode.TOO_LARGE,
              "The piece goes beyond the %d bytes that Upload-Length has announced."
                  .formatted(whole));
      case Appending.PieceMismatch _ ->
          throw ProblemException.of(
              ProblemCode.PIECE_MISMATCH,
              "The bytes that arrived do not have the hash in Upload-Checksum. Nothing of them was"
                  + " kept. Send them again.");
      case Appending.FileMismatch(Sha256 asked, Sha256 actual) -> throw mismatch(asked, actual);
      case Appending.NoRoom _ -> throw storage.noRoomForPiece();
    };
  }

  /// How far a file has arrived. A whole one has arrived to its end.
  ///
  /// @throws ProblemException `not-found`
  Received progress(String tenant, FileId id) throws IOException {
    Optional<Arrival> arrival = partial.find(tenant, id);
    return arrival.isPresent()
        ? new Received.Part(arrival.get())
        : new Received.Whole(files.find(tenant, id).orElseThrow(PieceReceiver::notFound));
  }

  /// The same, which only the caller changes.
  ///
  /// @throws ProblemException `not-found`, or `upload-busy` while a piece of it is written
  Received settledProgress(String tenant, FileId id) throws IOException {
    if (partial.isBusy(tenant, id)) {
      throw busy();
    }
    return progress(tenant, id);
  }

  /// Gives up a file that is not whole. Returns whether there was one.
  ///
  /// @throws ProblemException `upload-busy` while a piece of it is written
  boolean abandon(String tenant, FileId id) throws IOException {
    Abandoning outcome = partial.abandon(tenant, id);
    if (outcome == Abandoning.BUSY) {
      throw busy();
    }
    return outcome == Abandoning.ABANDONED;
  }

  private static ProblemException busy() {
    return ProblemException.of(
            ProblemCode.UPLOAD_BUSY,
            "Another request is writing to this upload. Ask with HEAD, until it says how far the"
                + " upload is, and go on there.")
        .with("Retry-After", Long.toString(RETRY_AFTER.toSeconds()));
  }

  private static ProblemException wrongOffset(long offset) {
    return ProblemException.of(
            ProblemCode.WRONG_OFFSET,
            "The next piece of this upload begins at byte %d.".formatted(offset))
        .with(TusHeaders.UPLOAD_OFFSET, Long.toString(offset));
  }

  private static ProblemException mismatch(Sha256 asked, Sha256 actual) {
    return ProblemException.of(
        ProblemCode.CHECKSUM_MISMATCH,
        "The file that arrived has the SHA-256 %s, not %s. Nothing of it was kept."
            .formatted(actual, asked));
  }

  private static ProblemException notFound() {
    return ProblemException.notFound("file");
  }
}
