package dev.offload.image.header;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.InflaterInputStream;

/// The ICC profile of a picture, which says what its numbers mean as colours. It is not parsed
/// here.
public final class ColourProfile {
  /// The picture has no profile, which means sRGB.
  public static final ColourProfile NONE = new ColourProfile(new byte[0]);

  /// Profiles of cameras and screens have a few kilobytes, and those of printers up to about
  /// two megabytes.
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private final byte[] icc;

  private ColourProfile(byte[] icc) {
    this.icc = icc;
  }

  public boolean isNone() {
    return icc.length == 0;
  }

  /// The profile as the International Color Consortium defines it (ICC.1).
  public byte[] icc() {
    return icc.clone();
  }

  /// The rest of `content`. If it is too large for a profile, it is ignored.
  static ColourProfile of(ByteCursor content) throws UnfitPicture {
    return of(List.of(content));
  }

  /// The profile from its parts, in their order.
  static ColourProfile of(Iterable<ByteCursor> parts) throws UnfitPicture {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteCursor part : parts) {
      append(part, bytes);
    }
    return of(bytes);
  }

  private static ColourProfile of(ByteArrayOutputStream icc) {
    return icc.size() == 0 || icc.size() > MOST_BYTES ? NONE : new ColourProfile(icc.toByteArray());
  }

  /// The profile in a PNG's chunk `iCCP`: a name, the method 0 and deflated data. Like viewers
  /// do, it ignores data that can't be inflated.
  static ColourProfile deflated(ByteCursor chunk) throws UnfitPicture {
    chunk.skipPast(0);
    chunk.skip(1);
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    append(chunk, deflated);
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(deflated.toByteArray()))) {
      ByteArrayOutputStream icc = new ByteArrayOutputStream();
      icc.write(in.readNBytes(MOST_BYTES + 1));
      return of(icc);
    } catch (IOException _) {
      return NONE;
    }
  }

  /// Adds the rest of `content`, but only as much as is needed to see that it is too large.
  private static void append(ByteCursor content, ByteArrayOutputStream bytes) throws UnfitPicture {
    int length = Math.min(content.remaining(), Math.max(0, MOST_BYTES + 1 - bytes.size()));
    int start = content.position();
    content.skip(length);
    bytes.write(content.array(), start, length);
  }
}
