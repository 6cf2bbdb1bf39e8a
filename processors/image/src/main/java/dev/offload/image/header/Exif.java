package dev.offload.image.header;

import dev.offload.image.header.ExifDirectory.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The EXIF data of a picture, written again for another picture that is made of it. They are a
/// small TIFF file (CIPA DC-008). Only tags that this class names are in it, so nothing else that
/// a camera or a program has put there survives: no preview, no maker's note, no XMP.
public final class Exif {
  /// What a JPEG's segment has room for, beside its length and the prefix `Exif`. Values begin at
  /// even places.
  private static final int MOST_BYTES = (65_533 - 6) & ~1;

  private static final int FIRST = 8;
  private static final int ORIENTATION = 0x0112;
  private static final int CAMERA_DIRECTORY = 0x8769;
  private static final int PLACE_DIRECTORY = 0x8825;
  private static final int SHORT = 3;

  /// The tags of the first directory that are kept.
  private static final Set<Integer> PICTURE =
      tags(
          IntStream.of(0x010E, 0x010F, 0x0110), // description, maker and model of the camera
          IntStream.of(ORIENTATION),
          IntStream.of(0x011A, 0x011B, 0x0128), // resolution
          IntStream.of(0x0131, 0x0132, 0x013B), // software, time, artist
          IntStream.of(0x8298), // copyright
          IntStream.of(CAMERA_DIRECTORY, PLACE_DIRECTORY),
          IntStream.rangeClosed(0x9C9B, 0x9C9F)); // Windows: title, comment, author, keywords

  private static final Set<Integer> CAMERA =
      tags(
          IntStream.of(0x829A, 0x829D, 0x8822, 0x8827), // exposure, aperture, sensitivity
          IntStream.rangeClosed(0x8830, 0x8835), // kinds of sensitivity
          IntStream.of(0x9000), // the version of EXIF
          IntStream.of(0x9003, 0x9004, 0x9010, 0x9011, 0x9012), // times
          IntStream.rangeClosed(0x9201, 0x920A), // exposure, light, flash, focal length
          IntStream.of(0x9286), // the user's comment
          IntStream.of(0x9290, 0x9291, 0x9292), // parts of a second
          IntStream.rangeClosed(0x9400, 0x9405), // the weather, and how the camera was held
          IntStream.of(0xA20B, 0xA215, 0xA217, 0xA300, 0xA301), // flash, sensor, source
          IntStream.rangeClosed(0xA401, 0xA40A), // the camera's settings
          IntStream.of(0xA40C, 0xA420), // distance, unique id
          IntStream.rangeClosed(0xA430, 0xA43C)); // owner, lens, title, photographer, software

  /// All of version 3.0.
  private static final Set<Integer> PLACE = tags(IntStream.rangeClosed(0x00, 0x1F));

  private final ByteBuffer tiff;

  private Exif(ByteBuffer tiff) {
    this.tiff = tiff;
  }

  /// What may be kept of the data of a file whose header was read, and upright. Empty if there
  /// are none, if they are damaged or too large for a JPEG.
  public static Optional<byte[]> kept(byte[] file, SourceFormat format) throws UnfitPicture {
    ByteCursor cursor = new ByteCursor(file);
    Optional<ByteCursor> found =
        switch (format) {
          case JPEG -> JpegStructure.exif(cursor);
          case PNG -> PngStructure.exif(cursor);
          case WEBP -> WebpStructure.exif(cursor);
          case GIF, TIFF, BMP -> Optional.empty();
        };
    return found.map(ByteCursor::rest).flatMap(Exif::rewritten);
  }

  private static Optional<byte[]> rewritten(byte[] tiff) {
    boolean littleEndian = new ByteCursor(tiff).has(0, "II*\0");
    if (!littleEndian && !new ByteCursor(tiff).has(0, "MM\0*")) {
      return Optional.empty();
    }
    ByteOrder order = littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    try {
      return Optional.of(new Exif(ByteBuffer.wrap(tiff).order(order)).rewritten());
    } catch (IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  private byte[] rewritten() {
    ExifDirectory picture = ExifDirectory.read(tiff, tiff.getInt(4), PICTURE);
    picture.values().computeIfPresent(ORIENTATION, (_, _) -> upright());
    ExifDirectory camera = linked(picture, CAMERA_DIRECTORY, CAMERA);
    ExifDirectory place = linked(picture, PLACE_DIRECTORY, PLACE);
    ByteBuffer out = ByteBuffer.allocate(MOST_BYTES).order(tiff.order());
    out.put(0, tiff, 0, 4).putInt(4, FIRST);
    int end = FIRST + picture.length();
    end = write(out, camera, picture, CAMERA_DIRECTORY, end);
    end = write(out, place, picture, PLACE_DIRECTORY, end);
    picture.writeTo(out, FIRST);
    return Arrays.copyOf(out.array(), end);
  }

  /// The directory that a tag of `picture` names. The tag goes if there is nothing in it.
  private ExifDirectory linked(ExifDirectory picture, int tag, Set<Integer> tags) {
    Value link = picture.values().get(tag);
    if (link == null) {
      return ExifDirectory.empty();
    }
    ExifDirectory directory = ExifDirectory.read(tiff, at(link), tags);
    if (directory.isEmpty()) {
      picture.values().remove(tag);
    }
    return directory;
  }

  private int at(Value link) {
    return link.bytes().duplicate().order(tiff.order()).getInt(0);
  }

  /// Writes a directory unless it is empty, and says in `picture` where it is.
  private static int write(
      ByteBuffer out, ExifDirectory directory, ExifDirectory picture, int tag, int at) {
    if (directory.isEmpty()) {
      return at;
    }
    directory.writeTo(out, at);
    ByteBuffer place = ByteBuffer.allocate(Integer.BYTES).order(out.order()).putInt(0, at);
    picture.values().put(tag, new Value(ExifDirectory.LONG, 1, place));
    return at + directory.length();
  }

  private Value upright() {
    ByteBuffer value = ByteBuffer.allocate(Short.BYTES).order(tiff.order());
    return new Value(SHORT, 1, value.putShort(0, (short) Orientation.UPRIGHT.exif()));
  }

  private static Set<Integer> tags(IntStream... groups) {
    return Stream.of(groups).flatMap(IntStream::boxed).collect(Collectors.toUnmodifiableSet());
  }
}
