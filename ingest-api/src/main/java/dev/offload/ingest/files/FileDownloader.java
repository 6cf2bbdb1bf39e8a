package dev.offload.ingest.files;

import dev.offload.files.Arrival;
import dev.offload.files.ByteRange;
import dev.offload.files.FileId;
import dev.offload.files.FileStore;
import dev.offload.files.PartialFiles;
import dev.offload.files.StoredFile;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/// Downloads files, whole or in part, or tells where they are.
@ApplicationScoped
class FileDownloader {

  private final FileStore files;
  private final PartialFiles partial;

  FileDownloader(FileStore files, PartialFiles partial) {
    this.files = files;
    this.partial = partial;
  }

  /// The same without the content.
  FileAnswer describe(String tenant, String id, Conditions conditions) throws IOException {
    StoredFile file = found(tenant, id);
    return isWanted(file, conditions)
        ? new FileAnswer.Whole(file, InputStream.nullInputStream())
        : new FileAnswer.NotModified(file);
  }

  FileAnswer download(String tenant, String id, Conditions conditions) throws IOException {
    StoredFile file = found(tenant, id);
    if (!isWanted(file, conditions)) {
      return new FileAnswer.NotModified(file);
    }
    RequestedRange wanted =
        RequestedRange.of(conditions.rangeOf(FileAnswer.etag(file)), file.size());
    if (wanted instanceof RequestedRange.Outside) {
      throw ProblemException.of(
              ProblemCode.RANGE_NOT_SATISFIABLE,
              "The range is outside the file, which has %d bytes.".formatted(file.size()))
          .with("Content-Range", "bytes */" + file.size());
    }
    // The client sends its headers there, too, and asks for its range.
    Optional<URI> link =
        conditions.nameTheFile() ? Optional.empty() : files.link(file, DownloadHeaders.of(file));
    if (link.isPresent()) {
      return new FileAnswer.Elsewhere(file, link.get());
    }
    return wanted instanceof RequestedRange.Part(ByteRange range)
        ? new FileAnswer.Part(file, range, opened(files.open(tenant, file.id(), range)))
        : new FileAnswer.Whole(file, opened(files.open(tenant, file.id())));
  }

  private static boolean isWanted(StoredFile file, Conditions conditions) {
    String etag = FileAnswer.etag(file);
    conditions.preconditions().requireMatch(Optional.of(etag), "file");
    return !conditions.preconditions().alreadyHas(etag);
  }

  private StoredFile found(String tenant, String text) throws IOException {
    FileId id = FileId.parse(text).orElseThrow(FileDownloader::notFound);
    Optional<StoredFile> file = files.find(tenant, id);
    if (file.isPresent()) {
      return file.get();
    }
    Optional<Arrival> arrival = partial.find(tenant, id);
    if (arrival.isPresent()) {
      throw ProblemException.of(
          ProblemCode.NOT_FOUND,
          "The upload of this file is not complete: %d of %d bytes have arrived."
              .formatted(arrival.get().offset(), arrival.get().file().size()));
    }
    return files.find(tenant, id).orElseThrow(FileDownloader::notFound); // it may just be complete
  }

  /// The file may have been deleted since it was found.
  private static InputStream opened(Optional<InputStream> content) {
    return content.orElseThrow(FileDownloader::notFound);
  }

  private static ProblemException notFound() {
    return ProblemException.notFound("file");
  }
}
