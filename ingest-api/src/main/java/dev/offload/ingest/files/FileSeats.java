package dev.offload.ingest.files;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.seat.Seat;
import dev.offload.ingest.seat.SharedSeats;
import dev.offload.ingest.seat.TenantSeats;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Room for files on their way in and out: each keeps buffers and an open file for as long as its
/// client takes.
@ApplicationScoped
class FileSeats {
  private final TenantSeats uploads;
  private final SharedSeats downloads;

  FileSeats(TransfersConfig config) {
    uploads = new TenantSeats("uploads", config.uploadsPerTenant(), config.uploads());
    downloads =
        new SharedSeats(
            "downloads",
            config.downloadsPerTenant(),
            config.downloadsPerToken(),
            config.downloads());
  }

  /// Room for one upload, which whoever called has to give back.
  ///
  /// @throws ProblemException `rate-limited`, `unavailable`
  Seat upload(String tenant) {
    return uploads.take(tenant);
  }

  /// The same for a download.
  ///
  /// @param token what the token is for that it is made with; empty for a key
  Seat download(String tenant, Optional<String> token) {
    return downloads.take(tenant, token);
  }
}
