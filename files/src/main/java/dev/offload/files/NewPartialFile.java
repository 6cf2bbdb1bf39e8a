package dev.offload.files;

import java.util.Optional;

/// A file about to arrive in pieces, as its sender describes it.
///
/// @param name for people to read, as in [NewFile]
/// @param contentType as in [NewFile]
/// @param size the size in bytes
/// @param expected the hash of the whole file, if the sender gave one
/// @param metadata what the sender said of it, to be given back as it is
public record NewPartialFile(
    String name,
    String contentType,
    long size,
    Optional<Sha256> expected,
    Optional<String> metadata) {
  public static final int MAX_METADATA_LENGTH = 4096;

  public NewPartialFile {
    var _ = new NewFile(name, contentType, expected, size); // has the same rules
    if (metadata.filter(text -> text.length() > MAX_METADATA_LENGTH).isPresent()) {
      throw new IllegalArgumentException(
          "metadata must have at most " + MAX_METADATA_LENGTH + " characters");
    }
  }
}
