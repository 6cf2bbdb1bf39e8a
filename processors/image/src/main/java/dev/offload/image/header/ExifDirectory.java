package dev.offload.image.header;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A directory of EXIF data: its tags with their values.
///
/// @param values by the numbers of their tags
record ExifDirectory(SortedMap<Integer, Value> values) {
  static final int LONG = 4;

  private static final int TAG_BYTES = 12;

  /// How many values a directory has, and where the next directory is.
  private static final int AROUND_TAGS = 2 + 4;

  /// The longest value that stands in its tag. A longer one is elsewhere.
  private static final int WITHIN_TAG = 4;

  /// @param type of TIFF
  /// @param count how many of this type
  record Value(int type, int count, ByteBuffer bytes) {
    private boolean within() {
      return bytes.remaining() <= WITHIN_TAG;
    }
  }

  static ExifDirectory empty() {
    return new ExifDirectory(new TreeMap<>());
  }

  /// Reads the tags of a set, each where it first occurs. No others are looked at.
  ///
  /// @throws IndexOutOfBoundsException if it or one of these values is not in `tiff`
  static ExifDirectory read(ByteBuffer tiff, int from, Set<Integer> tags) {
    ExifDirectory directory = empty();
    int end = from + 2 + Short.toUnsignedInt(tiff.getShort(from)) * TAG_BYTES;
    for (int tag = from + 2; tag < end; tag += TAG_BYTES) {
      int number = Short.toUnsignedInt(tiff.getShort(tag));
      int type = Short.toUnsignedInt(tiff.getShort(tag + 2));
      if (tags.contains(number) && TiffTypes.isKnown(type)) {
        int count = tiff.getInt(tag + 4);
        long length = Integer.toUnsignedLong(count) * TiffTypes.size(type);
        int place = length <= WITHIN_TAG ? tag + 8 : tiff.getInt(tag + 8);
        int shortened = (int) Math.min(Integer.MAX_VALUE, length);
        directory.values.putIfAbsent(number, new Value(type, count, tiff.slice(place, shortened)));
      }
    }
    return directory;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /// How many bytes it takes with its values.
  int length() {
    int length = AROUND_TAGS;
    for (Value value : values.values()) {
      length += TAG_BYTES + (value.within() ? 0 : even(value.bytes.remaining()));
    }
    return length;
  }

  /// Writes it and its values. No directory comes after it.
  ///
  /// @param out of zeros
  /// @throws IndexOutOfBoundsException if there is too little room
  void writeTo(ByteBuffer out, int at) {
    out.putShort(at, (short) values.size());
    int tag = at + 2;
    int free = at + AROUND_TAGS + values.size() * TAG_BYTES;
    for (var entry : values.entrySet()) {
      Value value = entry.getValue();
      int length = value.bytes.remaining();
      out.putShort(tag, entry.getKey().shortValue())
          .putShort(tag + 2, (short) value.type)
          .putInt(tag + 4, value.count);
      if (value.within()) {
        out.put(tag + 8, value.bytes, 0, length);
      } else {
        out.putInt(tag + 8, free);
        out.put(free, value.bytes, 0, length);
        free += even(length);
      }
      tag += TAG_BYTES;
    }
  }

  /// Values begin at even places.
  private static int even(int length) {
    return length + (length & 1);
  }
}
