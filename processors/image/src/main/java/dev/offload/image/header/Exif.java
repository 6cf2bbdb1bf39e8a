package dev.offload.image.header;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The EXIF data of a picture, made fit for another picture that is made of it. They are a small
/// TIFF file, whose directories have 12 bytes per tag (CIPA DC-008).
public final class Exif {
  /// What a JPEG's segment has room for, beside its length and the prefix `Exif`.
  private static final int MOST_BYTES = 65_533 - 6;

  private static final int TAG_BYTES = 12;
  private static final int ORIENTATION = 0x0112;
  private static final int CAMERA = 0x8769;
  private static final int MAKERS_NOTE = 0x927C;
  private static final int THUMBNAIL = 0x0201;
  private static final int THUMBNAIL_LENGTH = 0x0202;
  private static final short SHORT = 3;

  private final ByteBuffer tiff;

  private Exif(byte[] tiff, boolean littleEndian) {
    this.tiff =
        ByteBuffer.wrap(tiff).order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  /// The data of a file whose header was read: upright, and without its thumbnail and the maker's
  /// note, which may show what is not to be seen any more. Empty if there are none, if they are
  /// damaged or too large for a JPEG.
  public static Optional<byte[]> kept(byte[] file, SourceFormat format) throws UnfitPicture {
    ByteCursor cursor = new ByteCursor(file);
    Optional<ByteCursor> found =
        switch (format) {
          case JPEG -> JpegStructure.exif(cursor);
          case PNG -> PngStructure.exif(cursor);
          case WEBP -> WebpStructure.exif(cursor);
          case GIF, TIFF, BMP -> Optional.empty();
        };
    return found.map(ByteCursor::rest).flatMap(Exif::upright);
  }

  private static Optional<byte[]> upright(byte[] tiff) {
    boolean littleEndian = new ByteCursor(tiff).has(0, "II*\0");
    boolean known = littleEndian || new ByteCursor(tiff).has(0, "MM\0*");
    if (!known || tiff.length > MOST_BYTES) {
      return Optional.empty();
    }
    try {
      new Exif(tiff, littleEndian).clean();
      return Optional.of(tiff);
    } catch (IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  private void clean() {
    int first = tiff.getInt(4);
    for (int tag = first + 2; tag < end(first); tag += TAG_BYTES) {
      switch (number(tag)) {
        case ORIENTATION ->
            tiff.putShort(tag + 2, SHORT)
                .putInt(tag + 4, 1)
                .putShort(tag + 8, (short) Orientation.UPRIGHT.exif())
                .putShort(tag + 10, (short) 0);
        case CAMERA -> forget(tiff.getInt(tag + 8), MAKERS_NOTE);
        default -> {} // may stay
      }
    }
    int second = tiff.getInt(end(first));
    if (second != 0) {
      forgetThumbnail(second);
      tiff.putInt(end(first), 0);
    }
  }

  /// Zeros for the value of a tag in this directory.
  private void forget(int directory, int which) {
    for (int tag = directory + 2; tag < end(directory); tag += TAG_BYTES) {
      if (number(tag) == which) {
        zero(tiff.getInt(tag + 8), tiff.getInt(tag + 4));
      }
    }
  }

  private void forgetThumbnail(int directory) {
    int from = 0;
    int length = 0;
    for (int tag = directory + 2; tag < end(directory); tag += TAG_BYTES) {
      from = number(tag) == THUMBNAIL ? tiff.getInt(tag + 8) : from;
      length = number(tag) == THUMBNAIL_LENGTH ? tiff.getInt(tag + 8) : length;
    }
    zero(from, length);
    zero(directory, end(directory) - directory);
  }

  private void zero(int from, int length) {
    for (int i = 0; i < length; i++) {
      tiff.put(from + i, (byte) 0);
    }
  }

  private int number(int tag) {
    return Short.toUnsignedInt(tiff.getShort(tag));
  }

  /// Where the tags of a directory end.
  private int end(int directory) {
    return directory + 2 + Short.toUnsignedInt(tiff.getShort(directory)) * TAG_BYTES;
  }
}
