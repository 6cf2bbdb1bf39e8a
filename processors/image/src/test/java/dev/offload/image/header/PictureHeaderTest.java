package dev.offload.image.header;

import static dev.offload.image.TestPictures.bytes;
import static dev.offload.image.TestPictures.concat;
import static dev.offload.image.TestPictures.gif;
import static dev.offload.image.TestPictures.hugePng;
import static dev.offload.image.TestPictures.jpeg;
import static dev.offload.image.TestPictures.jpegOf;
import static dev.offload.image.TestPictures.littleEndianExif;
import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.progressiveJpeg;
import static dev.offload.image.TestPictures.quarters;
import static dev.offload.image.TestPictures.withAdobe;
import static dev.offload.image.TestPictures.withChunk;
import static dev.offload.image.TestPictures.withExif;
import static dev.offload.image.TestPictures.withSegment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.offload.image.TestPictures;
import dev.offload.image.header.UnfitPicture.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureHeaderTest {
  private static final byte[] JPEG = jpeg(quarters(96, 64));
  private static final byte[] PNG = png(quarters(96, 64));

  @ParameterizedTest
  @MethodSource
  void sizeAndFormatAreRead(byte[] picture, SourceFormat format) throws UnfitPicture {
    PictureHeader header = PictureHeader.read(picture);

    assertThat(header.format()).isEqualTo(format);
    assertThat(header.width()).isEqualTo(96);
    assertThat(header.height()).isEqualTo(64);
    assertThat(header.orientation()).isEqualTo(Orientation.UPRIGHT);
    assertThat(header.alpha()).isFalse();
    assertThat(header.coding().pixel().bits()).isEqualTo(8);
    assertThat(header.coding().profile().isNone()).isTrue();
  }

  static Stream<Arguments> sizeAndFormatAreRead() {
    return Stream.of(
        Arguments.of(JPEG, SourceFormat.JPEG),
        Arguments.of(progressiveJpeg(quarters(96, 64)), SourceFormat.JPEG),
        Arguments.of(PNG, SourceFormat.PNG),
        Arguments.of(gif(quarters(96, 64)), SourceFormat.GIF));
  }

  @ParameterizedTest
  @EnumSource(Orientation.class)
  void orientationIsReadFromExifInEitherByteOrder(Orientation orientation) throws UnfitPicture {
    byte[] bigEndian = withExif(JPEG, TestPictures.exif(orientation.exif()));
    byte[] littleEndian = withExif(JPEG, littleEndianExif(orientation.exif()));
    byte[] inPng = withChunk(PNG, "eXIf", TestPictures.exif(orientation.exif()));

    assertThat(PictureHeader.read(bigEndian).orientation()).isEqualTo(orientation);
    assertThat(PictureHeader.read(littleEndian).orientation()).isEqualTo(orientation);
    assertThat(PictureHeader.read(inPng).orientation()).isEqualTo(orientation);
  }

  @Test
  void sidesAreSwappedWhereThePictureLiesOnItsSide() throws UnfitPicture {
    PictureHeader header = PictureHeader.read(withExif(JPEG, TestPictures.exif(6)));

    assertThat(header.width()).isEqualTo(64);
    assertThat(header.height()).isEqualTo(96);
    assertThat(header.storedWidth()).isEqualTo(96);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 65_535})
  void anOrientationThatDoesNotExistIsUpright(int exif) throws UnfitPicture {
    assertThat(PictureHeader.read(withExif(JPEG, TestPictures.exif(exif))).orientation())
        .isEqualTo(Orientation.UPRIGHT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 7, 9, 12, 19})
  void damagedExifIsIgnored(int length) throws UnfitPicture {
    byte[] cut = Arrays.copyOf(TestPictures.exif(6), length);

    assertThat(PictureHeader.read(withExif(JPEG, cut)).orientation())
        .isEqualTo(Orientation.UPRIGHT);
  }

  @Test
  void directoryThatPointsOutsideOfTheExifDataIsIgnored() throws UnfitPicture {
    byte[] exif = TestPictures.exif(6);
    exif[4] = (byte) 0xFF;

    assertThat(PictureHeader.read(withExif(JPEG, exif)).orientation())
        .isEqualTo(Orientation.UPRIGHT);
  }

  @Test
  void sizeOfAHugePictureIsReadWithoutItsPixels() throws UnfitPicture {
    assertThat(PictureHeader.read(hugePng(20_000, 20_000)).pixels()).isEqualTo(400_000_000L);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void unfitFilesAreRefusedWithTheReason(String what, byte[] file, Reason reason) {
    UnfitPicture refused = catchThrowableOfType(UnfitPicture.class, () -> PictureHeader.read(file));

    assertThat(refused).as(what).isNotNull();
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.getMessage()).isNotBlank();
  }

  static Stream<Arguments> unfitFilesAreRefusedWithTheReason() {
    byte[] gif = gif(quarters(96, 64));
    byte[] wrongChecksum = PNG.clone();
    wrongChecksum[PNG.length / 2] ^= 1;
    byte[] noWidth = hugePng(0, 8);
    byte[] tooWide = hugePng(8, 8);
    return Stream.of(
        Arguments.of("empty", new byte[0], Reason.NOT_AN_IMAGE),
        Arguments.of("text", text("Dear Sir or Madam"), Reason.NOT_AN_IMAGE),
        Arguments.of("zip", text("PK\u0003\u0004...................."), Reason.NOT_AN_IMAGE),
        Arguments.of("pdf", text("%PDF-1.7 ................."), Reason.NOT_AN_IMAGE),
        Arguments.of("half of a JPEG's magic", Arrays.copyOf(JPEG, 2), Reason.NOT_AN_IMAGE),
        Arguments.of("TIFF without a directory", text("II*\0............"), Reason.CORRUPT),
        Arguments.of("HEIC", text("\0\0\0\u0018ftypheic...."), Reason.UNSUPPORTED),
        Arguments.of("AVIF", text("\0\0\0\u0018ftypavif...."), Reason.UNSUPPORTED),
        Arguments.of("JPEG's magic alone", Arrays.copyOf(JPEG, 3), Reason.CORRUPT),
        Arguments.of("JPEG cut in its header", Arrays.copyOf(JPEG, 100), Reason.CORRUPT),
        Arguments.of(
            "JPEG cut in its pixels", Arrays.copyOf(JPEG, JPEG.length - 40), Reason.CORRUPT),
        Arguments.of("JPEG without its end", Arrays.copyOf(JPEG, JPEG.length - 2), Reason.CORRUPT),
        Arguments.of("JPEG of an end only", text("\u00ff\u00d8\u00ff\u00d9"), Reason.CORRUPT),
        Arguments.of("JPEG with a segment of no length", segmentOfNoLength(), Reason.CORRUPT),
        Arguments.of(
            "JPEG with stray bytes", text("\u00ff\u00d8\u00ff\u00fe\0\u0002abc"), Reason.CORRUPT),
        Arguments.of("JPEG of 12 bits", twelveBits(), Reason.UNSUPPORTED),
        Arguments.of("JPEG of two components", jpegOf(16, 16, 1, 2), Reason.UNSUPPORTED),
        Arguments.of("CMYK or its negative", jpegOf(16, 16, 1, 2, 3, 4), Reason.UNSUPPORTED),
        Arguments.of(
            "CMYK in front of a short segment of Adobe",
            withSegment(jpegOf(16, 16, 1, 2, 3, 4), 0xEE, text("Adobe\0")),
            Reason.UNSUPPORTED),
        Arguments.of(
            "four components that are no CMYK",
            withAdobe(jpegOf(16, 16, 1, 2, 3, 4), 1),
            Reason.UNSUPPORTED),
        Arguments.of("JPEG of 1000 scans", manyScans(), Reason.UNSUPPORTED),
        Arguments.of("JPEG with a smaller frame behind the first", twoFrames(), Reason.CORRUPT),
        Arguments.of("PNG cut in its header", Arrays.copyOf(PNG, 20), Reason.CORRUPT),
        Arguments.of("PNG without its end", Arrays.copyOf(PNG, PNG.length - 12), Reason.CORRUPT),
        Arguments.of(
            "PNG cut in its last four bytes", Arrays.copyOf(PNG, PNG.length - 2), Reason.CORRUPT),
        Arguments.of("PNG with a wrong checksum", wrongChecksum, Reason.CORRUPT),
        Arguments.of("PNG without width", noWidth, Reason.CORRUPT),
        Arguments.of("PNG of another first chunk", swappedHeader(tooWide), Reason.CORRUPT),
        Arguments.of("GIF cut in its header", Arrays.copyOf(gif, 9), Reason.CORRUPT),
        Arguments.of("GIF cut in its pixels", Arrays.copyOf(gif, gif.length - 4), Reason.CORRUPT),
        Arguments.of("WebP cut", text("RIFF@\0\0\0WEBPVP8 "), Reason.CORRUPT),
        Arguments.of(
            "WebP of an unknown kind",
            text("RIFF\u0010\0\0\0WEBPABCD\u0004\0\0\0abcd"),
            Reason.CORRUPT));
  }

  @Test
  void missingPartOfAPngIsNamed() {
    byte[] file = Arrays.copyOf(PNG, PNG.length - 12);

    assertThatExceptionOfType(UnfitPicture.class)
        .isThrownBy(() -> PictureHeader.read(file))
        .withMessageContaining(
            "the file ends after %d bytes, and the chunk IEND that ends a PNG is missing",
            file.length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BigTIFF   | MM{0}+............
          HEIC      | {0}{0}{0}.ftypheic....
          HEIC      | {0}{0}{0}.ftypmif1....mif1heic
          AVIF      | {0}{0}{0}.ftypavif....
          AVIF      | {0}{0}{0}.ftypmif1....mif1avif
          HEIF      | {0}{0}{0}.ftypmsf1....
          JPEG XL   | {255}{10}........
          JPEG 2000 | {255}O{255}Q........
          ICO       | {0}{0}{1}{0}....
          SVG       | <svg xmlns=''/>
          SVG       | <?xml version='1.0'?>{10}<svg xmlns=''>
          SVG       | {239}{187}{191}{10} <!-- drawn -- by -> hand --><svg:svg xmlns:svg=''>
          SVG       | <!DOCTYPE svg [ <!ENTITY a '>'> ]><svg>
          """)
  void unsupportedFormatsAreNamedInTheError(String name, String beginning) {
    String characters =
        Pattern.compile("\\{(\\d+)\\}")
            .matcher(beginning)
            .replaceAll(code -> Character.toString(Integer.parseInt(code.group(1))));

    UnfitPicture refused =
        catchThrowableOfType(UnfitPicture.class, () -> PictureHeader.read(text(characters)));

    assertThat(refused.reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(refused).hasMessageStartingWith(name + " ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"BMW and others", "<html><svg></svg></html>", "<?xml version='1.0'?><a/>"})
  void textIsNotAPicture(String text) {
    assertThatExceptionOfType(UnfitPicture.class)
        .isThrownBy(() -> PictureHeader.read(text(text)))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_AN_IMAGE));
  }

  /// Type, byte order and value of the tag; other programs than cameras write other whole numbers.
  @ParameterizedTest
  @CsvSource({
    "MM, 0003, 00060000",
    "MM, 0004, 00000006",
    "MM, 0009, 00000006",
    "MM, 0001, 06000000",
    "II, 0300, 06000000",
    "II, 0400, 06000000",
    "II, 0100, 06000000"
  })
  void orientationIsReadInEveryTypeOfWholeNumber(String order, String type, String value)
      throws UnfitPicture {
    String head =
        order.equals("MM")
            ? "4D4D002A00000008" + "0001" + "0112"
            : "49492A0008000000" + "0100" + "1201";
    String count = order.equals("MM") ? "00000001" : "01000000";
    byte[] exif = HexFormat.of().parseHex(head + type + count + value + "00000000");

    assertThat(PictureHeader.read(withExif(JPEG, exif)).orientation()).isEqualTo(Orientation.of(6));
  }

  private static byte[] segmentOfNoLength() {
    return text("\u00ff\u00d8\u00ff\u00fe\0\0\u00ff\u00d9");
  }

  private static byte[] twelveBits() {
    byte[] frame = {12, 0, 8, 0, 8, 1, 1, 0x11, 0};
    return withSegment(text("\u00ff\u00d8\u00ff\u00d9"), 0xC1, frame);
  }

  private static byte[] manyScans() {
    return concat(
        Arrays.copyOf(JPEG, JPEG.length - 2),
        bytes(
            out -> {
              for (int scan = 0; scan < 1000; scan++) {
                out.write(new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 3, 3, 0});
              }
              out.writeShort(0xFFD9);
            }));
  }

  /// To a decoder a picture of gigabytes: it allocates its pixels before it sees the second frame.
  private static byte[] twoFrames() {
    byte[] huge = {8, 0x60, 0, 0x60, 0, 1, 1, 0x11, 0};
    byte[] small = {8, 0, 8, 0, 8, 1, 1, 0x11, 0};
    return bytes(
        out -> {
          out.write(withSegment(text("\u00ff\u00d8"), 0xC0, huge));
          out.write(new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3});
          out.write(withSegment(text("\u00ff\u00d8"), 0xC0, small), 2, 13);
          out.write(new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3});
          out.writeShort(0xFFD9);
        });
  }

  private static byte[] swappedHeader(byte[] png) {
    byte[] swapped = png.clone();
    swapped[15] = 'Q';
    return swapped;
  }

  private static byte[] text(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }
}
