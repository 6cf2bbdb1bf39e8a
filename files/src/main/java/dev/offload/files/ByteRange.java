package dev.offload.files;

/// A part of a file's content.
///
/// @param offset the offset of the first byte
/// @param length the length in bytes
public record ByteRange(long offset, long length) {

  public ByteRange {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(
          "offset and length must not be negative: %d, %d".formatted(offset, length));
    }
  }
}
