package dev.offload.image.pixels;

import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.pngWithProfile;
import static dev.offload.image.TestPictures.read;
import static dev.offload.image.TestPictures.withChunk;
import static dev.offload.image.TestPictures.withLateChunk;
import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the chunks of a PNG say about its colours.
class PngColoursTest {
  /// 55 of 255 linear is 0.5029 by the transfer function of IEC 61966-2-1.
  private static final Color HALF_GREY = new Color(128, 128, 128);

  private static final Offset<Integer> ROUNDING = Offset.offset(2);

  @Test
  void gammaOfAPngIsApplied() throws UnfitPicture {
    BufferedImage colour = filled(TYPE_3BYTE_BGR, 0x373737);
    BufferedImage level = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    level.getRaster().setSample(4, 4, 0, 55);

    for (BufferedImage image : List.of(colour, level)) {
      assertShows(withChunk(png(image), "gAMA", numbers(100_000)), HALF_GREY);
    }
  }

  @ParameterizedTest
  @MethodSource
  void coloursOfAPngBecomeStandard(String chunk, byte[] content) throws UnfitPicture {
    byte[] file = withChunk(png(filled(TYPE_3BYTE_BGR, 0xC86464)), chunk, content);

    // By the matrix of CSS Color 4 from Display P3 to sRGB.
    assertShows(file, new Color(215, 93, 97));
  }

  static Stream<Arguments> coloursOfAPngBecomeStandard() {
    return Stream.of(
        arguments("cHRM", numbers(31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000)),
        arguments("cICP", new byte[] {12, 13, 0, 1}));
  }

  @ParameterizedTest
  @MethodSource
  void chunkWithoutNewInformationChangesNothing(String chunk, byte[] content) throws UnfitPicture {
    byte[] file = withChunk(png(filled(TYPE_3BYTE_BGR, 0x12AB37)), chunk, content);

    assertShows(file, new Color(0x12AB37));
  }

  /// Viewers ignore it there, as the specification has it before the pixels.
  @ParameterizedTest
  @MethodSource
  void chunkBehindThePixelsChangesNothing(String chunk, byte[] content) throws UnfitPicture {
    BufferedImage level = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    level.getRaster().setSample(4, 4, 0, 55);

    assertShows(withLateChunk(png(level), chunk, content), new Color(55, 55, 55));
  }

  static Stream<Arguments> chunkBehindThePixelsChangesNothing() {
    return Stream.of(
        arguments("gAMA", numbers(100_000)),
        arguments("cICP", new byte[] {12, 8, 0, 1}),
        arguments("cICP", new byte[] {9, 16, 0, 1}),
        arguments("tRNS", new byte[] {0, 55}));
  }

  @Test
  void coloursBehindThePaletteChangeNothing() throws UnfitPicture {
    byte[] palette = new byte[3];
    byte[] plain = png(filled(TYPE_3BYTE_BGR, 0x373737));
    byte[] file = withChunk(withChunk(plain, "gAMA", numbers(100_000)), "PLTE", palette);

    assertShows(file, new Color(0x373737));
  }

  static Stream<Arguments> chunkWithoutNewInformationChangesNothing() {
    return Stream.of(
        arguments("gAMA", numbers(45_455)),
        arguments("gAMA", numbers(0)),
        arguments("gAMA", numbers(-1)),
        arguments("gAMA", new byte[1]),
        arguments("cHRM", numbers(31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000)),
        arguments("cHRM", new byte[32]),
        arguments("cHRM", numbers(1, 1, 1, 1, 1, 1, 1, 1)),
        arguments("cHRM", new byte[3]),
        arguments("cICP", new byte[] {1, 13, 0, 1}),
        // No known curve, no RGB, and no known range.
        arguments("cICP", new byte[] {12, 10, 0, 1}),
        arguments("cICP", new byte[] {12, 13, 1, 1}),
        arguments("cICP", new byte[] {12, 13, 0, 2}),
        arguments("cICP", new byte[2]));
  }

  @ParameterizedTest
  @CsvSource({"0x101010, 0x000000", "0x7E7E7E, 0x808080", "0xEBEBEB, 0xFFFFFF", "0x0, 0x0"})
  void rangeOfVideoIsSpread(int stored, int shown) throws UnfitPicture {
    byte[] file = withChunk(png(filled(TYPE_3BYTE_BGR, stored)), "cICP", new byte[] {1, 13, 0, 0});

    assertShows(file, new Color(shown));
  }

  @ParameterizedTest
  @CsvSource({"9, 16, 1, PQ", "1, 16, 1, PQ", "9, 18, 1, HLG", "9, 18, 0, HLG"})
  void highDynamicRangeIsRefused(byte primaries, byte transfer, byte range, String name) {
    byte[] plain = png(filled(TYPE_3BYTE_BGR, 0x373737));
    byte[] file = withChunk(plain, "cICP", new byte[] {primaries, transfer, 0, range});

    assertThatExceptionOfType(UnfitPicture.class)
        .isThrownBy(() -> PictureHeader.read(file))
        .withMessageContaining("transfer function " + name)
        .withMessageContaining("send it in standard dynamic range")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(UnfitPicture.Reason.UNSUPPORTED));
  }

  @Test
  void moreExactChunkOfAPngCounts() throws UnfitPicture {
    byte[] plain = png(filled(TYPE_3BYTE_BGR, 0x373737));
    byte[] linear = withChunk(plain, "gAMA", numbers(100_000));

    assertShows(withChunk(linear, "sRGB", new byte[1]), new Color(0x373737));
    byte[] standard = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    assertShows(pngWithProfile(linear, standard), new Color(0x373737));
    byte[] coded =
        withChunk(withChunk(plain, "sRGB", new byte[1]), "cICP", new byte[] {1, 8, 0, 1});
    assertShows(coded, HALF_GREY);
  }

  private static void assertShows(byte[] file, Color expected) throws UnfitPicture {
    try (Picture picture = Decoder.decode(file, PictureHeader.read(file), Reduction.NONE)) {
      Color shown = new Color(read(Encoded.bytes(picture, OutputFormat.PNG, 100)).getRGB(4, 4));
      assertThat(shown.getRed()).as("red").isCloseTo(expected.getRed(), ROUNDING);
      assertThat(shown.getGreen()).as("green").isCloseTo(expected.getGreen(), ROUNDING);
      assertThat(shown.getBlue()).as("blue").isCloseTo(expected.getBlue(), ROUNDING);
    }
  }

  private static BufferedImage filled(int type, int rgb) {
    BufferedImage image = new BufferedImage(8, 8, type);
    for (int i = 0; i < 64; i++) {
      image.setRGB(i % 8, i / 8, 0xFF000000 | rgb);
    }
    return image;
  }

  /// As a PNG's chunk has them.
  private static byte[] numbers(int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES);
    for (int number : numbers) {
      bytes.putInt(number);
    }
    return bytes.array();
  }
}
