package dev.offload.image.pixels;

import static dev.offload.image.PixelAssert.assertPixel;
import static dev.offload.image.PixelAssert.assertQuarters;
import static dev.offload.image.TestPictures.cmykJpeg;
import static dev.offload.image.TestPictures.exif;
import static dev.offload.image.TestPictures.gif;
import static dev.offload.image.TestPictures.greyPng;
import static dev.offload.image.TestPictures.hugePng;
import static dev.offload.image.TestPictures.jpeg;
import static dev.offload.image.TestPictures.jpegOf;
import static dev.offload.image.TestPictures.jpegWithProfile;
import static dev.offload.image.TestPictures.jpegWithProfileOutOfOrder;
import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.pngWithProfile;
import static dev.offload.image.TestPictures.progressiveJpeg;
import static dev.offload.image.TestPictures.quarters;
import static dev.offload.image.TestPictures.read;
import static dev.offload.image.TestPictures.resource;
import static dev.offload.image.TestPictures.webpWithProfile;
import static dev.offload.image.TestPictures.withAdobe;
import static dev.offload.image.TestPictures.withChunk;
import static dev.offload.image.TestPictures.withTransfer;
import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {
  /// As LittleCMS converts it.
  private static final Color P3_RED_IN_SRGB = new Color(255, 0, 3);

  @ParameterizedTest
  @MethodSource
  void opaquePicturesOfEveryFormatAreDecoded(byte[] file) throws UnfitPicture {
    BufferedImage shown = shown(file);

    assertThat(shown.getColorModel().hasAlpha()).isFalse();
    assertThat(shown.getWidth()).isEqualTo(96);
    assertThat(shown.getHeight()).isEqualTo(64);
    assertQuarters(shown, 0, 0);
  }

  static Stream<byte[]> opaquePicturesOfEveryFormatAreDecoded() {
    BufferedImage image = quarters(96, 64);
    BufferedImage indexed = new BufferedImage(96, 64, BufferedImage.TYPE_BYTE_INDEXED);
    indexed.createGraphics().drawImage(image, 0, 0, null);
    return Stream.of(
        jpeg(image),
        progressiveJpeg(image),
        png(image),
        png(indexed),
        gif(image),
        Encoded.webp(image, 95));
  }

  @ParameterizedTest
  @EnumSource(Reduction.class)
  void jpegIsDecodedAtEveryReduction(Reduction reduction) throws UnfitPicture {
    byte[] file = jpeg(quarters(1001, 667));

    try (Picture picture = Decoder.decode(file, PictureHeader.read(file), reduction)) {
      assertThat(picture.width()).isEqualTo(reduction.of(1001));
      assertThat(picture.height()).isEqualTo(reduction.of(667));
      assertQuarters(read(Encoded.bytes(picture, OutputFormat.PNG, 100)), 0, 0);
    }
  }

  @Test
  void invertedCmykOfAdobeIsDecoded() throws UnfitPicture {
    assertPixel(shown(cmykJpeg(32, 32, 0, 255, 255, 0)), 16, 16, Color.RED);
    assertPixel(shown(cmykJpeg(32, 32, 255, 0, 0, 0)), 16, 16, Color.CYAN);
    assertPixel(shown(cmykJpeg(32, 32, 0, 0, 0, 255)), 16, 16, Color.BLACK);
    assertPixel(shown(cmykJpeg(32, 32, 100, 50, 0, 60)), 16, 16, new Color(119, 157, 195));
  }

  /// Adobe's YCCK: what YCbCr is to RGB, with the amounts of cyan, magenta and yellow as RGB.
  @ParameterizedTest
  @CsvSource({"0, 255, 255, 0, #ff0000", "0, 0, 0, 255, #000000", "100, 50, 0, 60, #779dc3"})
  void ycckOfAdobeIsDecoded(int c, int m, int y, int k, String expected) throws UnfitPicture {
    int luma = (int) Math.round(0.299 * c + 0.587 * m + 0.114 * y);
    int blue = (int) Math.round(128 + (y - luma) / 1.772);
    int red = (int) Math.round(128 + (c - luma) / 1.402);

    byte[] file = withAdobe(jpegOf(32, 32, luma, blue, red, 255 - k), 2);

    assertPixel(shown(file), 16, 16, Color.decode(expected));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sixteenBitsPerChannelBecomeEight(boolean alpha) throws UnfitPicture {
    BufferedImage deep = sixteenBits(alpha);

    BufferedImage shown = shown(png(deep));

    assertThat(shown.getColorModel().hasAlpha()).isEqualTo(alpha);
    assertThat(shown.getColorModel().getComponentSize(0)).isEqualTo(8);
    assertPixel(shown, 3, 3, alpha ? new Color(255, 128, 0, 64) : new Color(255, 128, 0));
  }

  @Test
  void greyBecomesColour() throws UnfitPicture {
    BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(2, 5, 0, 200);

    BufferedImage shown = shown(png(grey));

    assertThat(shown.getRaster().getNumBands()).isEqualTo(3);
    assertPixel(shown, 2, 5, new Color(200, 200, 200));
    assertPixel(shown, 5, 2, Color.BLACK);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0", "2, 3, 1", "4, 9, 12", "8, 200, 7", "16, 51400, 51401"})
  void transparentValueOfAGreyPngIsTransparent(int bits, int clear, int seen) throws UnfitPicture {
    BufferedImage shown = shown(greyPng(bits, clear, clear, seen, clear));

    int grey = Math.round(seen * 255f / ((1 << bits) - 1));
    assertThat(shown.getRGB(0, 0) >>> 24).isZero();
    assertPixel(shown, 1, 0, new Color(grey, grey, grey));
    assertThat(shown.getRGB(2, 0) >>> 24).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void transparentColourOfAPngIsTransparent(boolean deep) throws UnfitPicture {
    BufferedImage image = deep ? sixteenBits(false) : new BufferedImage(8, 8, TYPE_3BYTE_BGR);
    byte[] clear =
        deep ? new byte[] {-1, -1, -128, -128, 0, 0} : new byte[] {0, 0, 0, 0, 0, 0}; // RGB
    byte[] png = withChunk(png(image), "tRNS", clear);

    assertThat(shown(png).getRGB(3, 3) >>> 24).isZero();
  }

  @Test
  void transparentValueOfAOneBitGreyPngIsTransparent() throws UnfitPicture {
    BufferedImage shown = shown(resource("grey1.png"));

    assertThat(shown.getColorModel().hasAlpha()).isTrue();
  }

  @Test
  void wideGamutBecomesSrgb() throws UnfitPicture {
    assertPixel(shown(resource("p3_red.jpeg")), 30, 30, P3_RED_IN_SRGB);
  }

  @ParameterizedTest
  @MethodSource
  void profileIsApplied(byte[] file) throws UnfitPicture {
    int shown = shown(file).getRGB(4, 4) & 0xFF;

    // 55 of 255 linear is 0.5029 by the transfer function of IEC 61966-2-1.
    assertThat(shown).isBetween(126, 130);
  }

  static Stream<byte[]> profileIsApplied() {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] grey = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
    BufferedImage colour = new BufferedImage(8, 8, TYPE_3BYTE_BGR);
    BufferedImage clear = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
    BufferedImage level = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 64; i++) {
      colour.setRGB(i % 8, i / 8, 0xFF373737);
      clear.setRGB(i % 8, i / 8, 0xFF373737);
      level.getRaster().setSample(i % 8, i / 8, 0, 55);
    }
    return Stream.of(
        pngWithProfile(png(colour), linear),
        pngWithProfile(png(clear), linear),
        jpegWithProfile(jpeg(colour), linear),
        jpegWithProfileOutOfOrder(jpeg(colour), linear),
        pngWithProfile(png(level), grey));
  }

  @ParameterizedTest
  @MethodSource
  void profileOfSrgbChangesNothing(byte[] icc) throws UnfitPicture {
    BufferedImage image = new BufferedImage(8, 8, TYPE_3BYTE_BGR);
    image.setRGB(4, 4, 0xFF12AB37);

    assertPixel(shown(pngWithProfile(png(image), icc)), 4, 4, new Color(0x12AB37));
  }

  static Stream<byte[]> profileOfSrgbChangesNothing() {
    byte[] standard = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    byte[] damaged = standard.clone();
    Arrays.fill(damaged, 128, 400, (byte) 0x5A);
    return Stream.of(
        standard,
        damaged,
        withTransfer(standard, 13),
        // Of grey, in a picture with colours.
        ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData(),
        new byte[300],
        Arrays.copyOf(standard, 200),
        new byte[64 << 20]);
  }

  @ParameterizedTest
  @CsvSource({"16, PQ", "18, HLG"})
  void profileOfHighDynamicRangeIsRefused(int transfer, String name) {
    byte[] icc = withTransfer(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData(), transfer);
    BufferedImage image = quarters(96, 64);

    for (byte[] file :
        List.of(
            jpegWithProfile(jpeg(image), icc),
            pngWithProfile(png(image), icc),
            webpWithProfile(Encoded.webp(image, 95), 96, 64, icc))) {
      assertThatExceptionOfType(UnfitPicture.class)
          .isThrownBy(() -> shown(file))
          .withMessageContaining("transfer function " + name)
          .satisfies(e -> assertThat(e.reason()).isEqualTo(UnfitPicture.Reason.UNSUPPORTED));
    }
  }

  @Test
  void greyWithOpacityKeepsItsOpacity() throws UnfitPicture {
    ColorSpace grey = ColorSpace.getInstance(ColorSpace.CS_GRAY);
    ComponentColorModel model =
        new ComponentColorModel(grey, true, false, Transparency.TRANSLUCENT, DataBuffer.TYPE_BYTE);
    WritableRaster raster = model.createCompatibleWritableRaster(8, 8);
    raster.setPixel(2, 5, new int[] {200, 100});
    raster.setPixel(3, 5, new int[] {200, 255});

    BufferedImage shown = shown(png(new BufferedImage(model, raster, false, null)));

    assertPixel(shown, 2, 5, new Color(200, 200, 200, 100));
    assertPixel(shown, 3, 5, new Color(200, 200, 200));
    assertPixel(shown, 0, 0, new Color(0, 0, 0, 0));
  }

  @Test
  void transparentColourOfAPaletteIsTransparent() throws UnfitPicture {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(2, 5, Color.RED.getRGB());

    BufferedImage shown = shown(gif(image));

    assertPixel(shown, 2, 5, Color.RED);
    assertPixel(shown, 0, 0, new Color(0, 0, 0, 0));
  }

  @Test
  void pixelsThatCannotBeDecodedAreCorrupt() throws UnfitPicture {
    byte[] file = Encoded.webp(quarters(96, 64), 95);
    PictureHeader header = PictureHeader.read(file);
    for (int i = 30; i < file.length; i++) {
      file[i] = (byte) 0xA5;
    }

    assertThatExceptionOfType(UnfitPicture.class)
        .isThrownBy(() -> Decoder.decode(file, header, Reduction.NONE).close())
        .satisfies(e -> assertThat(e.reason()).isEqualTo(UnfitPicture.Reason.CORRUPT));
  }

  /// Some writers count the byte behind a chunk of odd length, and leave it out at the end.
  @Test
  void webpThatLacksOnlyItsLastPaddingIsRead() throws UnfitPicture {
    byte[] webp = Encoded.webp(quarters(96, 64), 95);
    byte[] exif = Arrays.copyOf(exif(6), 57);
    ByteBuffer file = ByteBuffer.allocate(webp.length + 26 + exif.length);
    file.order(ByteOrder.LITTLE_ENDIAN).put(webp, 0, 4).putInt(file.capacity() - 7);
    file.put("WEBPVP8X".getBytes(ISO_8859_1)).putInt(10).putInt(0x08);
    file.putShort((short) 95).put((byte) 0).putShort((short) 63).put((byte) 0);
    file.put(webp, 12, webp.length - 12);
    file.put("EXIF".getBytes(ISO_8859_1)).putInt(exif.length).put(exif);

    BufferedImage shown = shown(file.array());

    assertThat(shown.getWidth()).isEqualTo(64);
    assertPixel(shown, 60, 4, Color.RED);
    byte[] cut = Arrays.copyOf(file.array(), file.capacity() - 1);
    assertThatExceptionOfType(UnfitPicture.class)
        .isThrownBy(() -> shown(cut))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(UnfitPicture.Reason.CORRUPT));
  }

  @Test
  void pngWhoseDataDoNotInflateIsCorrupt() throws UnfitPicture {
    byte[] file = withChunk(hugePng(0x4000, 8), "IDAT", new byte[] {1, 2, 3, 4});
    PictureHeader header = PictureHeader.read(file);

    assertThatExceptionOfType(UnfitPicture.class)
        .isThrownBy(() -> Decoder.decode(file, header, Reduction.NONE).close())
        .satisfies(e -> assertThat(e.reason()).isEqualTo(UnfitPicture.Reason.CORRUPT));
  }

  @Test
  void nativeMemoryIsGivenBack() throws UnfitPicture {
    byte[] file = jpeg(quarters(1500, 1000));
    decodeAndResize(file, 10);
    long before = Pointer.physicalBytes();

    decodeAndResize(file, 60);

    // If each round leaked a picture, this would be 86 MB or more.
    assertThat(Pointer.physicalBytes() - before).isLessThan(60L << 20);
  }

  private static void decodeAndResize(byte[] file, int times) throws UnfitPicture {
    PictureHeader header = PictureHeader.read(file);
    Layout layout = Layout.of(new Resize(700, 700, Fit.CONTAIN, null), 1500, 1000);
    for (int i = 0; i < times; i++) {
      try (Picture picture = Decoder.decode(file, header, Reduction.NONE);
          Picture laidOut = picture.laidOut(layout, Colour.TRANSPARENT);
          Picture flat = laidOut.flattenedOn(Colour.WHITE)) {
        assertThat(Encoded.bytes(flat, OutputFormat.JPEG, 80)).isNotEmpty();
      }
    }
  }

  private static BufferedImage shown(byte[] file) throws UnfitPicture {
    try (Picture picture = Decoder.decode(file, PictureHeader.read(file), Reduction.NONE)) {
      return read(Encoded.bytes(picture, OutputFormat.PNG, 100));
    }
  }

  private static BufferedImage sixteenBits(boolean alpha) {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            alpha,
            false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(8, 8);
    int[] pixel = alpha ? new int[] {65_535, 32_896, 0, 16_448} : new int[] {65_535, 32_896, 0};
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        raster.setPixel(x, y, pixel);
      }
    }
    return new BufferedImage(model, raster, false, null);
  }
}
