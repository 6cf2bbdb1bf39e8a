package dev.offload.image.pixels;

import static dev.offload.image.PixelAssert.assertPixel;
import static dev.offload.image.PixelAssert.assertQuarters;
import static dev.offload.image.TestPictures.quarters;
import static dev.offload.image.TestPictures.read;
import static dev.offload.image.TestPictures.storedAs;
import static dev.offload.image.TestPictures.tiff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.image.TestPictures;
import dev.offload.image.header.Orientation;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.SourceFormat;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.header.UnfitPicture.Reason;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// TIFF and BMP, which the JDK writes.
class TiffBmpTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "LZW", "Deflate", "ZLib", "PackBits"})
  void tiffIsReadInEachPacking(String packing) throws UnfitPicture {
    byte[] file = tiff(quarters(97, 65), packing, 1);

    assertThat(PictureHeader.read(file).format()).isEqualTo(SourceFormat.TIFF);
    assertQuarters(decoded(file), 0, 0);
  }

  @ParameterizedTest
  @EnumSource(Orientation.class)
  void tiffIsMadeUpright(Orientation orientation) throws UnfitPicture {
    BufferedImage stored = storedAs(orientation, quarters(96, 64));
    byte[] file = tiff(stored, "LZW", orientation.exif());

    PictureHeader header = PictureHeader.read(file);

    assertThat(header.orientation()).isEqualTo(orientation);
    assertThat(header.width()).isEqualTo(96);
    assertQuarters(decoded(file), 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"BINARY, 0", "GRAY, 100", "USHORT_GRAY, 100", "INDEXED, 102"})
  void tiffOfGreyOrAPaletteIsRead(String kind, int expected) throws UnfitPicture {
    BufferedImage image =
        new BufferedImage(
            40,
            30,
            switch (kind) {
              case "BINARY" -> BufferedImage.TYPE_BYTE_BINARY;
              case "GRAY" -> BufferedImage.TYPE_BYTE_GRAY;
              case "USHORT_GRAY" -> BufferedImage.TYPE_USHORT_GRAY;
              default -> BufferedImage.TYPE_BYTE_INDEXED;
            });
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 40; x++) {
        image.setRGB(x, y, 0xFF000000 | expected * 0x010101);
      }
    }
    int stored = image.getRaster().getSample(20, 15, 0) >> (kind.equals("USHORT_GRAY") ? 8 : 0);
    int seen =
        image.getColorModel() instanceof IndexColorModel palette ? palette.getRed(stored) : stored;

    assertPixel(decoded(tiff(image, "LZW", 1)), 20, 15, new Color(seen, seen, seen));
  }

  @Test
  void transparencyOfATiffIsKept() throws UnfitPicture {
    BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(3, 3, 0x80FF8000);
    image.setRGB(4, 4, 0xFF0000FF);

    BufferedImage seen = decoded(tiff(image, "LZW", 1));

    assertPixel(seen, 0, 0, new Color(0, 0, 0, 0));
    assertPixel(seen, 3, 3, new Color(255, 128, 0, 128));
    assertPixel(seen, 4, 4, Color.BLUE);
  }

  @Test
  void tiffThatIsCutOffIsRefused() {
    byte[] file = tiff(quarters(96, 64), "", 1);

    for (int length : new int[] {8, 9, 100, file.length / 2, file.length - 1}) {
      assertRefused(Arrays.copyOf(file, length), Reason.CORRUPT);
    }
  }

  @Test
  void tiffOfAKindThatIsNotReadIsRefusedByName() {
    assertRefused(tiff(quarters(96, 64), "JPEG", 1), Reason.UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_USHORT_555_RGB,
        BufferedImage.TYPE_USHORT_565_RGB
      })
  void bmpIsRead(int type) throws UnfitPicture {
    BufferedImage image = new BufferedImage(33, 21, type);
    for (int y = 0; y < 21; y++) {
      for (int x = 0; x < 33; x++) {
        image.setRGB(x, y, y < 10 ? 0xFFFFFFFF : 0xFF000000);
      }
    }

    byte[] file = TestPictures.bmp(image);

    assertThat(PictureHeader.read(file).format()).isEqualTo(SourceFormat.BMP);
    assertPixel(decoded(file), 16, 2, Color.WHITE);
    assertPixel(decoded(file), 16, 18, Color.BLACK);
  }

  @Test
  void coloursOfABmpAreThere() throws UnfitPicture {
    assertQuarters(decoded(TestPictures.bmp(quarters(97, 64))), 0, 0);
  }

  @Test
  void bmpThatIsCutOffIsRefused() {
    byte[] file = TestPictures.bmp(quarters(96, 64));

    for (int length : new int[] {3, 20, 60, file.length / 2, file.length - 1}) {
      assertRefused(Arrays.copyOf(file, length), Reason.CORRUPT);
    }
  }

  @Test
  void bmpWithoutPixelsIsRefused() {
    byte[] file = TestPictures.bmp(quarters(96, 64));
    Arrays.fill(file, 18, 22, (byte) 0);

    assertRefused(file, Reason.CORRUPT);
  }

  @ParameterizedTest
  @CsvSource({
    "16, F800, 7E0, 1F",
    "16, 7C00, 3E0, 1F",
    "32, FF0000, FF00, FF",
    "32, FF, FF00, FF0000",
    "32, FF000000, FF0000, FF00",
  })
  void bmpIsReadByItsMasksWhereverTheyAre(int bits, String red, String green, String blue)
      throws UnfitPicture {
    for (int header : new int[] {40, 52, 56, 108, 124}) {
      byte[] file = masked(header, bits, hex(red), hex(green), hex(blue));

      assertPixel(decoded(file), 2, 2, new Color(255, 132, 0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "16, F00, F0, F",
    "16, 1F, 7E0, F800",
    "24, FF0000, FF00, FF",
    "32, 3FF00000, FFC00, 3FF",
    "32, FF0000, FF00, FF00",
    "32, 0, 0, 0",
  })
  void bmpWithOtherMasksIsRefusedByName(int bits, String red, String green, String blue) {
    assertRefused(masked(40, bits, hex(red), hex(green), hex(blue)), Reason.UNSUPPORTED);
  }

  @Test
  void bmpWithoutItsMasksIsRefused() {
    byte[] file = masked(40, 32, 0xFF0000, 0xFF00, 0xFF);

    assertRefused(Arrays.copyOf(file, 60), Reason.CORRUPT);
  }

  /// 4 × 4 pixels of red and half of green.
  private static byte[] masked(int header, int bits, int red, int green, int blue) {
    int pixels = Math.max(14 + header, 66);
    ByteBuffer file = ByteBuffer.allocate(pixels + bits * 2).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(pixels);
    file.putInt(header).putInt(4).putInt(4).putShort((short) 1).putShort((short) bits).putInt(3);
    file.position(54).putInt(red).putInt(green).putInt(blue).position(pixels);
    int half = (green >>> 1) + Integer.lowestOneBit(green) & green;
    while (file.remaining() >= bits / 8) {
      if (bits == 16) {
        file.putShort((short) (red | half));
      } else {
        file.putInt(red | half);
      }
    }
    return file.array();
  }

  private static int hex(String number) {
    return Integer.parseUnsignedInt(number, 16);
  }

  private static void assertRefused(byte[] file, Reason reason) {
    assertThatExceptionOfType(UnfitPicture.class)
        .isThrownBy(() -> PictureHeader.read(file))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static BufferedImage decoded(byte[] file) throws UnfitPicture {
    try (Picture picture = Decoder.decode(file, PictureHeader.read(file), Reduction.NONE)) {
      return read(Encoded.bytes(picture, OutputFormat.PNG, 100));
    }
  }
}
