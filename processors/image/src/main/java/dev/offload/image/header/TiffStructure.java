package dev.offload.image.header;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The first picture of a TIFF file (TIFF 6.0): a directory of tags, and pixels in strips or tiles
/// somewhere else in the file.
///
/// What is read is what scanners, cameras and editors write: grey, RGB, palette or CMYK pixels, all
/// channels of a pixel side by side, packed without loss or not at all. Everything else is refused
/// by name.
final class TiffStructure {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int STRIP_OFFSETS = 273;
  private static final int ORIENTATION = 274;
  private static final int SAMPLES = 277;
  private static final int ROWS_PER_STRIP = 278;
  private static final int STRIP_LENGTHS = 279;
  private static final int PLANES = 284;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_LENGTHS = 325;
  private static final Set<Integer> TILES =
      Set.of(TILE_WIDTH, TILE_HEIGHT, TILE_OFFSETS, TILE_LENGTHS);
  private static final int EXTRA_SAMPLES = 338;
  private static final int NUMBER_FORMAT = 339;
  private static final int PROFILE = 34675;

  private static final int PLAIN = 1;
  /// LZW, Deflate in two spellings, PackBits.
  private static final Set<Integer> PACKED = Set.of(5, 8, 32946, 32773);

  private static final int GREY = 1;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int CMYK = 5;

  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int UNDEFINED = 7;
  private static final Set<Integer> WHOLE = Set.of(BYTE, SHORT, LONG);
  private static final int ENTRY = 12;

  /// Strips or tiles. TIFF 6.0 recommends 8 KB for a strip, and many writers make larger ones.
  private static final int MOST_PARTS = 1 << 16;

  /// The decoder takes room for whole tiles, however small the picture is.
  private static final int MOST_TILE_PIXELS = 1 << 20;

  /// Kinds of a fourth channel that say how opaque a pixel is.
  private static final Set<Integer> OPACITY = Set.of(1, 2);

  private final byte[] file;
  private final boolean littleEndian;
  private final Map<Integer, Entry> entries = new HashMap<>();
  private final Set<Integer> tags = new HashSet<>();

  /// Where the directory ends: there it says where the next one is.
  private int end;

  /// @param type of each number, as TIFF numbers them
  /// @param count how many numbers there are
  /// @param value where they are in the file
  private record Entry(int type, long count, int value) {}

  private TiffStructure(byte[] file, boolean littleEndian) {
    this.file = file;
    this.littleEndian = littleEndian;
  }

  static boolean starts(ByteCursor cursor) {
    return cursor.has(0, "II*\0") || cursor.has(0, "MM\0*");
  }

  static PictureHeader read(ByteCursor cursor) throws UnfitPicture {
    TiffStructure tiff = directory(cursor.array());
    int width = tiff.side(WIDTH);
    int height = tiff.side(HEIGHT);
    int samples = tiff.small(SAMPLES, 1);
    int photometric = tiff.small(PHOTOMETRIC, -1);
    int bits = tiff.bits(samples);
    tiff.requireKind(samples, photometric, bits);
    tiff.requireParts(width, height, samples * bits);
    boolean alpha =
        photometric == RGB && samples == 4 && OPACITY.contains(tiff.small(EXTRA_SAMPLES, 0));
    PixelForm form = new PixelForm(bits, photometric <= GREY, alpha, OptionalInt.empty());
    Coding coding = new Coding(form, tiff.profile(photometric), false, Optional.empty());
    Orientation orientation = Orientation.of(tiff.small(ORIENTATION, 1));
    return new PictureHeader(SourceFormat.TIFF, width, height, orientation, coding);
  }

  /// The file as if it were stored upright, and had no other pictures: the decoder would turn some
  /// pictures, and others not, and would count the others. Nothing but the directory changes, and
  /// nothing else is read from there.
  static Excerpt meant(byte[] file) throws UnfitPicture {
    TiffStructure tiff = directory(file);
    Excerpt meant = new Excerpt();
    int done = 0;
    Entry orientation = tiff.entries.get(ORIENTATION);
    if (orientation != null) {
      byte[] upright = {0, 0, 0, 0};
      upright[tiff.littleEndian ? 0 : TiffTypes.size(orientation.type) - 1] = 1;
      meant.part(file, 0, orientation.value).bytes(upright);
      done = orientation.value + upright.length;
    }
    int next = Math.min(tiff.end + Integer.BYTES, file.length);
    return meant
        .part(file, done, tiff.end)
        .bytes(new byte[next - tiff.end])
        .part(file, next, file.length);
  }

  private static TiffStructure directory(byte[] file) throws UnfitPicture {
    TiffStructure tiff = new TiffStructure(file, file[0] == 'I');
    ByteCursor start = tiff.at(4);
    ByteCursor directory = tiff.at(tiff.unsigned32(start));
    int begin = directory.position();
    int count = tiff.unsigned16(directory);
    tiff.end = begin + 2 + count * ENTRY;
    for (int i = 0; i < count; i++) {
      tiff.add(directory.slice(ENTRY), begin);
    }
    return tiff;
  }

  /// Two entries of one tag could be read in two ways, and so could an entry whose numbers are in
  /// the directory.
  private void add(ByteCursor entry, int begin) throws UnfitPicture {
    int tag = unsigned16(entry);
    int type = unsigned16(entry);
    long numbers = unsigned32(entry);
    if (!tags.add(tag)) {
      throw UnfitPicture.corrupt("the TIFF has its tag %d twice".formatted(tag));
    }
    boolean inside = numbers * TiffTypes.size(type) <= 4;
    long value = inside ? entry.position() : unsigned32(entry);
    if (!inside && value < end + 4L && value + numbers * TiffTypes.size(type) > begin) {
      throw UnfitPicture.corrupt("the TIFF has the numbers of its tag %d twice".formatted(tag));
    }
    if (tag == ORIENTATION && (numbers != 1 || !WHOLE.contains(type))) {
      throw UnfitPicture.corrupt("the TIFF's orientation must be one whole number");
    }
    if (value <= file.length) {
      entries.put(tag, new Entry(type, numbers, (int) value));
    }
  }

  private void requireKind(int samples, int photometric, int bits) throws UnfitPicture {
    int compression = small(COMPRESSION, PLAIN);
    boolean packing = compression == PLAIN || PACKED.contains(compression);
    boolean colours =
        switch (photometric) {
          case 0, GREY -> samples == 1 && (bits == 1 || bits == 8 || bits == 16);
          case RGB -> (samples == 3 && bits == 16) || (samples >= 3 && samples <= 4 && bits == 8);
          case PALETTE -> samples == 1 && bits == 8;
          case CMYK -> samples == 4 && bits == 8;
          default -> false;
        };
    if (!packing || !colours || small(PLANES, 1) != 1 || small(NUMBER_FORMAT, 1) != 1) {
      throw UnfitPicture.unsupported(
          "TIFFs of this kind (compression %d, colours %d, %d × %d bits) are not read here"
              .formatted(compression, photometric, samples, bits));
    }
  }

  /// Each strip or tile has to be in the file.
  private void requireParts(int width, int height, int bitsPerPixel) throws UnfitPicture {
    boolean tiled = TILES.stream().anyMatch(tags::contains);
    if (tiled && (tags.contains(STRIP_OFFSETS) || tags.contains(STRIP_LENGTHS))) {
      throw UnfitPicture.corrupt("the TIFF has both strips and tiles");
    }
    long count;
    long needed;
    if (tiled) {
      int tileWidth = side(TILE_WIDTH);
      int tileHeight = side(TILE_HEIGHT);
      if ((long) tileWidth * tileHeight > MOST_TILE_PIXELS) {
        throw UnfitPicture.unsupported(
            "TIFFs with tiles of %,d × %,d pixels are not read here"
                .formatted(tileWidth, tileHeight));
      }
      count = (long) Math.ceilDiv(width, tileWidth) * Math.ceilDiv(height, tileHeight);
      needed = count * Math.ceilDiv((long) tileWidth * bitsPerPixel, Byte.SIZE) * tileHeight;
    } else {
      long rows = entries.containsKey(ROWS_PER_STRIP) ? first(ROWS_PER_STRIP) : height;
      if (rows < 1) {
        throw UnfitPicture.corrupt("the TIFF says a strip has %d rows".formatted(rows));
      }
      count = Math.ceilDiv(height, Math.min(rows, height));
      needed = Math.ceilDiv((long) width * bitsPerPixel, Byte.SIZE) * height;
    }
    requireParts(
        numbers(tiled ? TILE_OFFSETS : STRIP_OFFSETS, count),
        numbers(tiled ? TILE_LENGTHS : STRIP_LENGTHS, count),
        small(COMPRESSION, PLAIN) == PLAIN ? needed : count);
  }

  private void requireParts(long[] offsets, long[] lengths, long needed) throws UnfitPicture {
    long sum = 0;
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] + lengths[i] > file.length) {
        throw UnfitPicture.corrupt(
            "the TIFF ends after %,d bytes, in the middle of the picture".formatted(file.length));
      }
      sum += lengths[i];
    }
    if (sum > file.length) {
      // A decoder may read the whole of a part before it sees how little of it is needed.
      throw UnfitPicture.corrupt(
          "the TIFF has the same bytes as pixels of several strips or tiles");
    }
    if (sum < needed) {
      throw UnfitPicture.corrupt(
          "the TIFF should have %,d bytes of pixels, but has %,d".formatted(needed, sum));
    }
  }

  private int bits(int samples) throws UnfitPicture {
    if (!entries.containsKey(BITS)) {
      return 1;
    }
    long[] bits = numbers(BITS, Math.clamp(samples, 1, 8));
    if (Arrays.stream(bits).anyMatch(other -> other != bits[0])) {
      throw UnfitPicture.unsupported("TIFFs with channels of different bits are not read here");
    }
    return Math.clamp(bits[0], 0, Byte.MAX_VALUE);
  }

  private ColourProfile profile(int photometric) throws UnfitPicture {
    Entry profile = entries.get(PROFILE);
    boolean used = photometric <= PALETTE;
    return used && profile != null && profile.type == UNDEFINED && profile.count <= file.length
        ? ColourProfile.of(at(profile.value).slice(profile.count))
        : ColourProfile.NONE;
  }

  private int side(int tag) throws UnfitPicture {
    long length = entries.containsKey(tag) ? first(tag) : 0;
    if (length < 1 || length > Integer.MAX_VALUE) {
      throw UnfitPicture.corrupt("the TIFF says a side has %,d pixels".formatted(length));
    }
    return (int) length;
  }

  private int small(int tag, int absent) throws UnfitPicture {
    return entries.containsKey(tag) ? Math.clamp(first(tag), -1, 0xFFFF) : absent;
  }

  private long first(int tag) throws UnfitPicture {
    return numbers(tag, 1)[0];
  }

  /// The first numbers of a tag.
  private long[] numbers(int tag, long count) throws UnfitPicture {
    Entry entry = entries.get(tag);
    if (count > MOST_PARTS) {
      throw UnfitPicture.unsupported(
          "TIFFs of %,d parts are not read here, only of up to %,d".formatted(count, MOST_PARTS));
    }
    if (entry == null || entry.count < count) {
      throw UnfitPicture.corrupt("the TIFF lacks %,d numbers of its tag %d".formatted(count, tag));
    }
    ByteCursor cursor = at(entry.value);
    long[] numbers = new long[(int) count];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (entry.type) {
            case BYTE -> cursor.unsigned8();
            case SHORT -> unsigned16(cursor);
            case LONG -> unsigned32(cursor);
            default ->
                throw UnfitPicture.corrupt(
                    "the TIFF's tag %d has the type %d".formatted(tag, entry.type));
          };
    }
    return numbers;
  }

  private ByteCursor at(long position) throws UnfitPicture {
    ByteCursor cursor = new ByteCursor(file);
    cursor.skip(position);
    return cursor;
  }

  private int unsigned16(ByteCursor cursor) throws UnfitPicture {
    return littleEndian ? cursor.littleEndian16() : cursor.bigEndian16();
  }

  private long unsigned32(ByteCursor cursor) throws UnfitPicture {
    return littleEndian ? cursor.littleEndian32() : cursor.bigEndian32();
  }
}
