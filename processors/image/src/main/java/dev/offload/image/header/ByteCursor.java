package dev.offload.image.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/// A position in a file. Reading past the end means that the file is cut off.
final class ByteCursor {
  private final byte[] bytes;
  private final int end;
  private int position;

  ByteCursor(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ByteCursor(byte[] bytes, int position, int end) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
  }

  /// Whether these Latin-1 characters are `offset` bytes after the position.
  boolean has(int offset, String characters) {
    byte[] expected = characters.getBytes(ISO_8859_1);
    int from = position + offset;
    return remaining() >= (long) offset + expected.length
        && Arrays.equals(bytes, from, from + expected.length, expected, 0, expected.length);
  }

  /// As many Latin-1 characters as there are, `offset` bytes after the position, but no more than
  /// `most`.
  String peek(int offset, int most) {
    int length = Math.clamp((long) remaining() - offset, 0, most);
    return new String(bytes, position + Math.min(offset, remaining()), length, ISO_8859_1);
  }

  int position() {
    return position;
  }

  int remaining() {
    return end - position;
  }

  /// A copy of what is left.
  byte[] rest() {
    return Arrays.copyOfRange(bytes, position, end);
  }

  /// Another cursor at the same position.
  ByteCursor twin() {
    return new ByteCursor(bytes, position, end);
  }

  byte[] array() {
    return bytes;
  }

  int unsigned8() throws UnfitPicture {
    return Byte.toUnsignedInt(bytes[take(1)]);
  }

  int bigEndian16() throws UnfitPicture {
    return (unsigned8() << 8) | unsigned8();
  }

  long bigEndian32() throws UnfitPicture {
    return ((long) bigEndian16() << 16) | bigEndian16();
  }

  int littleEndian16() throws UnfitPicture {
    return unsigned8() | (unsigned8() << 8);
  }

  int littleEndian24() throws UnfitPicture {
    return littleEndian16() | (unsigned8() << 16);
  }

  long littleEndian32() throws UnfitPicture {
    return littleEndian16() | ((long) littleEndian16() << 16);
  }

  String characters(int length) throws UnfitPicture {
    return new String(bytes, take(length), length, ISO_8859_1);
  }

  void skip(long length) throws UnfitPicture {
    take(length);
  }

  /// Moves past the next byte of this value.
  void skipPast(int unsigned) throws UnfitPicture {
    byte wanted = (byte) unsigned;
    while (position < end && bytes[position] != wanted) {
      position++;
    }
    skip(1);
  }

  /// Returns a cursor over the next `length` bytes, and moves past them.
  ByteCursor slice(long length) throws UnfitPicture {
    int start = take(length);
    return new ByteCursor(bytes, start, position);
  }

  private int take(long length) throws UnfitPicture {
    if (length > remaining()) {
      throw UnfitPicture.corrupt(
          "the file ends after %d bytes, in the middle of the picture".formatted(end));
    }
    int start = position;
    position += (int) length;
    return start;
  }
}
