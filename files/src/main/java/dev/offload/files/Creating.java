package dev.offload.files;

/// The outcome of beginning an upload in pieces.
public sealed interface Creating {
  /// The pieces may come. A file of no bytes is whole at once.
  record Created(Arrival arrival) implements Creating {}

  /// The tenant has as many files that are not whole as it may have.
  record TooMany(int most) implements Creating {}

  /// The tenant's files would exceed their quota, together with what is still to arrive.
  record OverQuota(Quota quota) implements Creating {}

  /// The file is empty, but the hash that its sender gave is not that of an empty file.
  /// Nothing was kept.
  record FileMismatch(Sha256 expected, Sha256 actual) implements Creating {}

  /// The disk has less space than has to stay free.
  record NoRoom() implements Creating {}
}
