package dev.offload.ingest.files;

import dev.offload.ingest.cutoff.CutOff;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.seat.Seat;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Opens the bodies of uploads. Each has one of its tenant's seats until it is closed, and its
/// client is cut off if it keeps that for next to nothing.
@ApplicationScoped
class UploadBodies {
  private final FileSeats seats;
  private final SilenceWatch silence;
  private final SilenceWatch.Limits ofPieces;
  private final SilenceWatch.Limits ofFiles;

  UploadBodies(
      FileSeats seats, SilenceWatch silence, ResumableConfig pieces, TransfersConfig files) {
    this.seats = seats;
    this.silence = silence;
    this.ofPieces =
        new SilenceWatch.Limits(pieces.silence(), pieces.leastPerMinute().asLongValue());
    this.ofFiles = new SilenceWatch.Limits(files.silence(), files.leastPerMinute().asLongValue());
  }

  /// The body of a piece. Its client would like to go on over another connection.
  ///
  /// @throws ProblemException `rate-limited`, `unavailable`
  InputStream piece(String tenant, InputStream body, CutOff connection) {
    return open(tenant, body, connection, ofPieces);
  }

  /// The body with a whole file. Its client would have to begin again.
  ///
  /// @throws ProblemException `rate-limited`, `unavailable`
  InputStream whole(String tenant, InputStream body, CutOff connection) {
    return open(tenant, body, connection, ofFiles);
  }

  private InputStream open(
      String tenant, InputStream body, CutOff connection, SilenceWatch.Limits limits) {
    Seat seat = seats.upload(tenant);
    return new Seated(silence.watch(body, connection, limits), seat);
  }

  private static final class Seated extends FilterInputStream {
    private final Seat seat;

    private Seated(InputStream body, Seat seat) {
      super(body);
      this.seat = seat;
    }

    @Override
    public void close() throws IOException {
      try (seat) {
        super.close();
      }
    }
  }
}
