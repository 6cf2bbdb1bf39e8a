package dev.offload.files;

/// What became of the wish to give up a file that is not whole.
public enum Abandoning {
  /// Nothing of it is left.
  ABANDONED,
  /// There is no such file that is not whole.
  ABSENT,
  /// A piece of it is being written.
  BUSY
}
