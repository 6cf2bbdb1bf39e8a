package dev.offload.files;

/// How an upload ended.
public sealed interface Storing {

  /// The file is durable.
  record Stored(StoredFile file) implements Storing {}

  /// The content is longer than [NewFile#maxBytes]; nothing was kept.
  record TooLarge(long maxBytes) implements Storing {}

  /// The tenant's files would take more than they may; nothing was kept.
  record OverQuota(Quota quota) implements Storing {}

  /// The disk has, or would have, less room than has to stay free; nothing was kept.
  record NoRoom() implements Storing {}

  /// The content is not what the sender says it is; nothing was kept.
  record ChecksumMismatch(Sha256 expected, Sha256 actual) implements Storing {}
}
