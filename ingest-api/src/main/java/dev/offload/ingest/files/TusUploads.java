package dev.offload.ingest.files;

import dev.offload.files.Arrival;
import dev.offload.files.FileId;
import dev.offload.files.PieceHash;
import dev.offload.files.Sha256;
import dev.offload.ingest.cutoff.CutOff;
import dev.offload.ingest.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Does what a request of tus asks for.
@ApplicationScoped
class TusUploads {
  private final UploadBodies bodies;
  private final PieceReceiver pieces;
  private final TusAnswers answers;

  TusUploads(UploadBodies bodies, PieceReceiver pieces, TusAnswers answers) {
    this.bodies = bodies;
    this.pieces = pieces;
    this.answers = answers;
  }

  /// Begins a file. The body, if there is one, is its first piece.
  ///
  /// @param name if it is not in the metadata
  /// @param sha256 of the whole file
  TusAnswers.Answer begin(
      String tenant,
      TusHeaders headers,
      Optional<String> name,
      Optional<Sha256> sha256,
      CutOff cutOff,
      InputStream body)
      throws IOException {
    headers.requireVersion();
    headers.requireNothingElse();
    Optional<PieceHash> hash = headers.checksum();
    if (!headers.haveABody()) {
      return answers.created(begun(tenant, headers, name, sha256));
    }
    headers.requirePiece();
    try (InputStream watched = bodies.piece(tenant, body, cutOff)) {
      Arrival begun = begun(tenant, headers, name, sha256);
      return answers.created(pieces.beginWith(begun, headers.contentLength(), hash, watched));
    }
  }

  private Arrival begun(
      String tenant, TusHeaders headers, Optional<String> name, Optional<Sha256> sha256)
      throws IOException {
    return pieces.begin(tenant, headers.uploadLength(), headers.metadata(), name, sha256);
  }

  /// Adds a piece.
  TusAnswers.Answer append(
      String tenant, String id, TusHeaders headers, CutOff cutOff, InputStream body)
      throws IOException {
    headers.requireVersion();
    headers.requireNothingElse();
    try (InputStream watched = bodies.piece(tenant, body, cutOff)) {
      return answers.appended(
          pieces.append(
              tenant,
              fileId(id),
              headers.uploadOffset(),
              headers.contentLength(),
              headers.checksum(),
              watched));
    }
  }

  /// Tells how far a file is, unless it is just getting further.
  TusAnswers.Answer progress(String tenant, String id) throws IOException {
    return answers.progress(pieces.settledProgress(tenant, fileId(id)));
  }

  private static FileId fileId(String id) {
    return FileId.parse(id).orElseThrow(() -> ProblemException.notFound("file"));
  }
}
