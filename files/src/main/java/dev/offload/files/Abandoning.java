package dev.offload.files;

/// The outcome of giving up an upload that is not complete.
public enum Abandoning {
  /// Nothing of it is left.
  ABANDONED,
  /// There is no such upload.
  ABSENT,
  /// A piece of it is being written.
  BUSY
}
