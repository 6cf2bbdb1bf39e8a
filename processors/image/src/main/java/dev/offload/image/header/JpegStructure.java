package dev.offload.image.header;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/// A JPEG file (ITU-T T.81, annex B) as a sequence of segments from its start to its end
/// marker:
///
/// ```
/// SOI  (APPn | DQT | DHT | …)*  SOF  (DHT | …)*  (SOS entropy-coded data)+  EOI
///        EXIF in APP1           size
/// ```
///
/// Of four components there is one meaning that programs agree on, Adobe's: CMYK or YCCK,
/// inverted, with a segment in APP14 (Adobe Technical Note 5116, section 18). Without that
/// segment some take the numbers as inverted, and others do not.
final class JpegStructure {
  private static final String START = "\u00ff\u00d8\u00ff";
  private static final String EXIF = "Exif\0\0";
  private static final int END = 0xD9;
  private static final int SCAN = 0xDA;
  private static final int PROGRESSIVE = 0xC2;
  private static final int APP1 = 0xE1;
  private static final int APP2 = 0xE2;
  private static final int APP14 = 0xEE;
  private static final String ADOBE = "Adobe";

  /// The name, a version, two sets of flags, and which colours the components are.
  private static final int ADOBE_LENGTH = 12;

  private static final int GREY = 1;
  private static final int COLOUR = 3;
  private static final int FOUR = 4;

  private static final Set<Integer> CMYK_OR_YCCK = Set.of(0, 2);
  private static final String PROFILE = "ICC_PROFILE\0";

  /// Encoders write about ten scans. Each is a pass over all pixels, so a small file with
  /// thousands of scans would keep a core busy for minutes.
  private static final int MOST_SCANS = 100;

  private final ByteCursor cursor;
  private Orientation orientation;
  private Optional<ByteCursor> exif = Optional.empty();
  private int width;
  private int height;
  private int components;
  private OptionalInt adobe = OptionalInt.empty();
  private int scans;
  private boolean buffered;
  private final NavigableMap<Integer, ByteCursor> profile = new TreeMap<>();

  private JpegStructure(ByteCursor cursor) {
    this.cursor = cursor;
  }

  static boolean starts(ByteCursor cursor) {
    return cursor.has(0, START);
  }

  static PictureHeader read(ByteCursor cursor) throws UnfitPicture {
    cursor.skip(2);
    JpegStructure jpeg = new JpegStructure(cursor);
    jpeg.walk();
    if (jpeg.width == 0 || jpeg.scans == 0) {
      throw UnfitPicture.corrupt("the JPEG holds no picture");
    }
    jpeg.requireColours();
    Orientation orientation = jpeg.orientation == null ? Orientation.UPRIGHT : jpeg.orientation;
    Coding coding =
        new Coding(
            PixelForm.ofBytes(jpeg.components == GREY, false),
            ColourProfile.of(jpeg.profile.values()),
            jpeg.buffered,
            Optional.empty());
    return new PictureHeader(SourceFormat.JPEG, jpeg.width, jpeg.height, orientation, coding);
  }

  static Optional<ByteCursor> exif(ByteCursor cursor) throws UnfitPicture {
    cursor.skip(2);
    JpegStructure jpeg = new JpegStructure(cursor);
    jpeg.walk();
    return jpeg.exif;
  }

  private void walk() throws UnfitPicture {
    int marker = nextMarker();
    while (marker != END) {
      if (!isBare(marker)) {
        segment(marker, cursor.slice(segmentLength()));
      }
      marker = marker == SCAN ? markerAfterScan() : nextMarker();
    }
  }

  private void segment(int marker, ByteCursor content) throws UnfitPicture {
    if (isFrame(marker)) {
      frame(marker, content);
    } else if (marker == APP1 && orientation == null && content.has(0, EXIF)) {
      content.skip(EXIF.length());
      exif = Optional.of(content.twin());
      orientation = ExifOrientation.in(content);
    } else if (marker == APP2 && content.has(0, PROFILE)) {
      content.skip(PROFILE.length());
      int part = content.unsigned8();
      content.skip(1); // the number of parts
      profile.putIfAbsent(part, content);
    } else if (marker == APP14 && scans == 0 && isAdobe(content)) {
      content.skip(ADOBE_LENGTH - 1);
      adobe = OptionalInt.of(content.unsigned8());
    } else if (marker == SCAN) {
      scan(content);
    }
  }

  private static boolean isAdobe(ByteCursor content) {
    return content.has(0, ADOBE) && content.remaining() >= ADOBE_LENGTH;
  }

  private void requireColours() throws UnfitPicture {
    if (components == GREY || components == COLOUR) {
      return;
    }
    if (components != FOUR) {
      throw UnfitPicture.unsupported(
          "JPEGs with %d components are not read here".formatted(components));
    }
    if (adobe.isEmpty()) {
      throw UnfitPicture.unsupported(
          "the JPEG has four components, but not the segment of Adobe (APP14) that says which"
              + " colours they are; without it they may be CMYK or its negative. Send it in RGB");
    }
    if (!CMYK_OR_YCCK.contains(adobe.getAsInt())) {
      throw UnfitPicture.unsupported(
          "the JPEG has four components whose colours are of the kind %d; CMYK (0) and YCCK (2) are"
                  .formatted(adobe.getAsInt())
              + " read here");
    }
  }

  private void scan(ByteCursor content) throws UnfitPicture {
    scans++;
    if (scans > MOST_SCANS) {
      throw UnfitPicture.unsupported(
          "the JPEG has more than %d scans; no camera or editor writes that".formatted(MOST_SCANS));
    }
    buffered |= content.unsigned8() < components;
  }

  private void frame(int marker, ByteCursor content) throws UnfitPicture {
    int precision = content.unsigned8();
    boolean huffmanCodedLossy = marker <= 0xC2;
    if (precision != 8 || !huffmanCodedLossy) {
      throw UnfitPicture.unsupported(
          "JPEGs of this kind (frame 0x%X, %d bits) are not read here"
              .formatted(marker, precision));
    }
    if (components > 0) {
      // A decoder uses the first one, so this one's size would be wrong.
      throw UnfitPicture.corrupt("the JPEG has two frames");
    }
    buffered = marker == PROGRESSIVE;
    height = content.bigEndian16();
    width = content.bigEndian16();
    components = content.unsigned8();
  }

  private int segmentLength() throws UnfitPicture {
    int length = cursor.bigEndian16();
    if (length < 2) {
      throw UnfitPicture.corrupt(
          "a segment of the JPEG says it is %d bytes long".formatted(length));
    }
    return length - 2;
  }

  private int nextMarker() throws UnfitPicture {
    if (cursor.unsigned8() != 0xFF) {
      throw UnfitPicture.corrupt(
          "the JPEG has no marker where one belongs, at byte %d".formatted(cursor.position() - 1));
    }
    int marker = cursor.unsigned8();
    while (marker == 0xFF) {
      marker = cursor.unsigned8();
    }
    return marker;
  }

  /// Skips the data of a scan, in which 0xFF is followed by 0 or a restart marker.
  private int markerAfterScan() throws UnfitPicture {
    while (true) {
      cursor.skipPast(0xFF);
      int marker = cursor.unsigned8();
      while (marker == 0xFF) {
        marker = cursor.unsigned8();
      }
      if (marker != 0 && !isRestart(marker)) {
        return marker;
      }
    }
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xD0 && marker <= 0xD7;
  }

  /// Whether the marker has no length and no content.
  private static boolean isBare(int marker) {
    return isRestart(marker) || marker == 0x01 || marker == 0xD8;
  }
}
