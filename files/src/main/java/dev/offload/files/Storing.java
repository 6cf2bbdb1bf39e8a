package dev.offload.files;

/// The outcome of storing a file.
public sealed interface Storing {

  /// The file is durable.
  record Stored(StoredFile file) implements Storing {}

  /// The content is longer than [NewFile#maxBytes]. Nothing was stored.
  record FileTooLarge(long maxBytes) implements Storing {}

  /// The tenant's files would exceed their quota. Nothing was stored.
  record OverQuota(Quota quota) implements Storing {}

  /// The disk has, or would have, less space than has to stay free. Nothing was stored.
  record NoRoom() implements Storing {}

  /// The content does not have the hash that the sender gave. Nothing was stored.
  record ChecksumMismatch(Sha256 expected, Sha256 actual) implements Storing {}
}
