package dev.offload.files;

/// What became of the wish to send a file in pieces.
public sealed interface Beginning {
  /// The pieces may come. A file of no bytes is whole at once.
  record Begun(Arrival arrival) implements Beginning {}

  /// The tenant has as many files that are not whole as it may have.
  record TooMany(int most) implements Beginning {}

  /// The tenant's files would exceed their quota, together with what is still to arrive.
  record OverQuota(Quota quota) implements Beginning {}

  /// It has no bytes, and they do not have the hash that was asked for. Nothing of it was kept.
  record FileMismatch(Sha256 expected, Sha256 actual) implements Beginning {}

  /// The disk has less space than has to stay free.
  record NoRoom() implements Beginning {}
}
