package dev.offload.ingest.files;

import dev.offload.files.FileQuotaConfig;
import dev.offload.files.FileStore;
import dev.offload.files.NewFile;
import dev.offload.files.Quota;
import dev.offload.files.Sha256;
import dev.offload.files.Storing;
import dev.offload.files.Usage;
import dev.offload.http.HeaderValue;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.schemas.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Uploads files. The bytes go to the store as they arrive.
@ApplicationScoped
class FileUploader {

  private static final String MULTIPART = "multipart/form-data";

  private final FileStore files;
  private final StorageGuard storage;
  private final Function<String, Quota> quotas;
  private final long maxBytes;

  FileUploader(
      FileStore files, StorageGuard storage, UploadConfig config, FileQuotaConfig quotaConfig) {
    this.files = files;
    this.storage = storage;
    this.quotas = quotaConfig.byTenant();
    this.maxBytes = config.maxSize().asLongValue();
  }

  /// @throws ProblemException if the file is refused; then nothing of it is stored
  FileDescription upload(String tenant, Upload upload) throws IOException {
    if (upload.contentLength() != null && !isMultipart(upload)) {
      checkSize(upload.contentLength());
    }
    checkQuota(tenant, upload);
    storage.requireRoomForFile(upload.contentLength() == null ? 0 : upload.contentLength());
    try {
      return isMultipart(upload) ? multipart(tenant, upload) : raw(tenant, upload);
    } catch (MultipartFile.Malformed e) {
      throw invalid("The multipart body is malformed: " + e.getMessage() + ".");
    }
  }

  private FileDescription raw(String tenant, Upload upload) throws IOException {
    return store(
        tenant,
        upload.name() == null ? nameInHeader(upload) : upload.name(),
        upload.contentType() == null ? MediaTypes.UNKNOWN_BYTES : upload.contentType(),
        expected(upload),
        upload.body());
  }

  private FileDescription multipart(String tenant, Upload upload) throws IOException {
    if (upload.contentDigest() != null || upload.reprDigest() != null) {
      throw invalid(
          "Content-Digest and Repr-Digest would cover the whole multipart body. Send ?sha256= of"
              + " the file instead.");
    }
    MultipartFile file = MultipartFile.open(upload.body(), upload.contentType());
    return store(
        tenant,
        upload.name() == null ? GivenName.lastPart(file.fileName()) : upload.name(),
        file.contentType().orElse(MediaTypes.UNKNOWN_BYTES),
        expected(upload),
        file);
  }

  private FileDescription store(
      String tenant, String name, String contentType, Optional<Sha256> expected, InputStream bytes)
      throws IOException {
    if (!MediaTypes.isValid(contentType)) {
      throw invalid("The file's Content-Type must be " + MediaTypes.RULE + ".");
    }
    if (!NewFile.isName(name)) {
      throw invalid("The name of the file must be " + NewFile.NAME_RULE + ".");
    }
    NewFile file = new NewFile(name, contentType, expected, maxBytes);
    return switch (files.store(tenant, file, bytes)) {
      case Storing.Stored(var stored) -> FileDescription.of(stored);
      case Storing.OverQuota(Quota quota) -> throw overQuota(quota);
      case Storing.NoRoom _ -> throw storage.noRoomForFile();
      case Storing.FileTooLarge _ -> throw tooLarge();
      case Storing.ChecksumMismatch(Sha256 asked, Sha256 actual) ->
          throw ProblemException.of(
              ProblemCode.CHECKSUM_MISMATCH,
              "The bytes that arrived have the SHA-256 %s, not %s.".formatted(actual, asked));
    };
  }

  private static Optional<Sha256> expected(Upload upload) {
    return same(
        List.of(
            hash(upload.sha256()),
            digest(DigestHeader.CONTENT, upload.contentDigest()),
            digest(DigestHeader.REPRESENTATION, upload.reprDigest())));
  }

  /// The hash that a whole file has to have.
  ///
  /// @param text null if there is none
  /// @param reprDigest a header, null if there is none
  static Optional<Sha256> hash(String text, String reprDigest) {
    return same(List.of(hash(text), digest(DigestHeader.REPRESENTATION, reprDigest)));
  }

  /// The hash that a file has to have, wherever it is said.
  private static Optional<Sha256> same(List<Optional<Sha256>> hashes) {
    List<Sha256> said = hashes.stream().flatMap(Optional::stream).distinct().toList();
    if (said.size() > 1) {
      throw invalid("sha256, Content-Digest and Repr-Digest must be the same hash.");
    }
    return said.stream().findFirst();
  }

  /// @param text of the header with this name, null if there is none
  private static Optional<Sha256> digest(String name, String text) {
    return required(
        text, DigestHeader::parse, name + " must have sha-256=:<base64 of 32 bytes>: (RFC 9530).");
  }

  /// @param text null if there is none
  static Optional<Sha256> hash(String text) {
    return required(text, Sha256::parse, "sha256 must be 64 hexadecimal digits.");
  }

  private static Optional<Sha256> required(
      String text, Function<String, Optional<Sha256>> parser, String rule) {
    if (text == null) {
      return Optional.empty();
    }
    return Optional.of(parser.apply(text).orElseThrow(() -> invalid(rule)));
  }

  private void checkSize(long contentLength) {
    if (contentLength > maxBytes) {
      throw tooLarge();
    }
  }

  /// Refuses early what is surely too large. The store decides in the end.
  private void checkQuota(String tenant, Upload upload) throws IOException {
    boolean isLengthKnown = upload.contentLength() != null && !isMultipart(upload);
    Usage after =
        files.usage(tenant).plus(isLengthKnown ? Math.max(0, upload.contentLength()) : 0, 1);
    Quota quota = quotas.apply(tenant);
    if (!quota.allows(after)) {
      throw overQuota(quota);
    }
  }

  static ProblemException overQuota(Quota quota) {
    return ProblemException.of(
        ProblemCode.QUOTA_EXCEEDED,
        "Your files may have %d bytes in total, and you may have at most %d files."
                .formatted(quota.bytes(), quota.files())
            + " Delete files that you no longer need, or wait until their tasks are forgotten.");
  }

  private ProblemException tooLarge() {
    return ProblemException.of(
        ProblemCode.TOO_LARGE, "A file may have at most %d bytes.".formatted(maxBytes));
  }

  private static boolean isMultipart(Upload upload) {
    return upload.contentType() != null
        && HeaderValue.parse(upload.contentType())
            .filter(type -> type.first().equalsIgnoreCase(MULTIPART))
            .isPresent();
  }

  private static String nameInHeader(Upload upload) {
    return GivenName.inHeader(upload.contentDisposition())
        .orElseThrow(() -> invalid(GivenName.RULE));
  }

  private static ProblemException invalid(String detail) {
    return ProblemException.of(ProblemCode.INVALID_PARAMETER, detail);
  }
}
