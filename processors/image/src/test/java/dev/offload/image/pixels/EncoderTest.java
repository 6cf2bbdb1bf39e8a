package dev.offload.image.pixels;

import static dev.offload.image.TestPictures.concat;
import static dev.offload.image.TestPictures.exif;
import static dev.offload.image.TestPictures.jpeg;
import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.quarters;
import static dev.offload.image.TestPictures.withChunk;
import static dev.offload.image.TestPictures.withExif;
import static dev.offload.image.TestPictures.withSegment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EncoderTest {
  private static final String SECRET = "51 deg 30' N, by Jane Doe";
  private static final byte[] NOTE = SECRET.getBytes(StandardCharsets.US_ASCII);

  /// Pictures that say where and by whom they were taken, in every place that their format has
  /// for it.
  static Stream<byte[]> talkativePictures() {
    byte[] photo = withExif(jpeg(quarters(96, 64)), concat(exif(1), NOTE));
    photo = withSegment(photo, 0xE1, ascii("http://ns.adobe.com/xap/1.0/\0" + SECRET));
    photo = withSegment(photo, 0xE2, ascii("ICC_PROFILE\0\1\1" + SECRET));
    photo = withSegment(photo, 0xED, ascii("Photoshop 3.0\0" + SECRET));
    photo = withSegment(photo, 0xFE, NOTE);
    byte[] drawing = withChunk(png(quarters(96, 64)), "eXIf", concat(exif(1), NOTE));
    drawing = withChunk(drawing, "tEXt", ascii("Author\0" + SECRET));
    drawing = withChunk(drawing, "iTXt", ascii("XML:com.adobe.xmp\0\0\0\0\0" + SECRET));
    drawing = withChunk(drawing, "tIME", new byte[] {7, (byte) 0xEA, 11, 22, 18, 0, 0});
    drawing = withChunk(drawing, "pHYs", new byte[] {0, 0, 11, 19, 0, 0, 11, 19, 1});
    return Stream.of(photo, drawing);
  }

  @ParameterizedTest
  @MethodSource("talkativePictures")
  void jpegHoldsNoMetadata(byte[] source) throws UnfitPicture {
    byte[] file = converted(source, OutputFormat.JPEG);

    // JFIF, tables, frame and scan only: no APP1 to APP15 and no COM
    assertThat(jpegMarkers(file)).containsOnly(0xE0, 0xDB, 0xC0, 0xC4, 0xDA);
    assertTellsNothing(file);
  }

  @ParameterizedTest
  @MethodSource("talkativePictures")
  void pngHoldsNoMetadata(byte[] source) throws UnfitPicture {
    byte[] file = converted(source, OutputFormat.PNG);

    assertThat(pngChunks(file)).containsOnly("IHDR", "IDAT", "IEND");
    assertTellsNothing(file);
  }

  @ParameterizedTest
  @MethodSource("talkativePictures")
  void webpHoldsNoMetadata(byte[] source) throws UnfitPicture {
    byte[] file = converted(source, OutputFormat.WEBP);

    assertThat(webpChunks(file)).containsExactly("VP8 ");
    assertTellsNothing(file);
  }

  private static void assertTellsNothing(byte[] file) {
    assertThat(new String(file, StandardCharsets.ISO_8859_1))
        .doesNotContain("Jane", "Exif", "ICC_PROFILE", "adobe");
  }

  private static byte[] converted(byte[] file, OutputFormat format) throws UnfitPicture {
    assertThat(new String(file, StandardCharsets.ISO_8859_1)).contains(SECRET);
    try (Picture picture = Decoder.decode(file, PictureHeader.read(file), Reduction.NONE)) {
      return Encoded.bytes(picture, format, 80);
    }
  }

  private static List<Integer> jpegMarkers(byte[] file) {
    List<Integer> markers = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(file, 2, file.length - 2);
    int marker = 0;
    while (marker != 0xDA) {
      marker = rest.getShort() & 0xFF;
      markers.add(marker);
      rest.position(rest.position() + Short.toUnsignedInt(rest.getShort(rest.position())));
    }
    return markers;
  }

  private static List<String> pngChunks(byte[] file) {
    List<String> chunks = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(file, 8, file.length - 8);
    while (rest.hasRemaining()) {
      int length = rest.getInt();
      chunks.add(ascii(rest));
      rest.position(rest.position() + length + Integer.BYTES);
    }
    return chunks;
  }

  private static List<String> webpChunks(byte[] file) {
    List<String> chunks = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(file, 12, file.length - 12).order(ByteOrder.LITTLE_ENDIAN);
    while (rest.hasRemaining()) {
      chunks.add(ascii(rest));
      int length = rest.getInt();
      rest.position(rest.position() + length + (length & 1));
    }
    return chunks;
  }

  private static String ascii(ByteBuffer rest) {
    byte[] name = new byte[4];
    rest.get(name);
    return new String(name, StandardCharsets.US_ASCII);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
