package dev.offload.image.pixels;

import static dev.offload.image.PixelAssert.assertQuarters;
import static dev.offload.image.TestPictures.gif;
import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.quarters;
import static dev.offload.image.TestPictures.read;
import static dev.offload.image.TestPictures.resource;
import static dev.offload.image.TestPictures.withChunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.offload.image.header.Excerpt;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The first frame of an animation is decoded, whatever happened to the others.
class AnimationTest {
  @ParameterizedTest
  @ValueSource(strings = {".gif", ".webp", ".png"})
  void firstFrameOfAnAnimationIsMeant(String kind) throws UnfitPicture {
    BufferedImage shown = shown(Animations.of(kind));

    assertThat(shown.getWidth()).isEqualTo(96);
    assertQuarters(shown, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {".gif", ".webp", ".png"})
  void animationIsDecodedWhereverItIsCutBehindItsFirstFrame(String kind) throws UnfitPicture {
    byte[] file = Animations.of(kind);

    for (int length = FirstFrame.end(file); length <= file.length; length++) {
      assertQuarters(shown(Arrays.copyOf(file, length)), 0, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".gif", ".webp", ".png"})
  void animationIsDecodedWhateverIsDamagedBehindItsFirstFrame(String kind) throws UnfitPicture {
    byte[] file = Animations.of(kind);
    int end = FirstFrame.end(file) + (kind.equals(".gif") ? 1 : 0);
    Arrays.fill(file, end, file.length, (byte) 0x5A);

    assertQuarters(shown(file), 0, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {".gif", ".webp", ".png"})
  void animationThatIsCutInItsFirstFrameIsCorrupt(String kind) {
    byte[] file = Animations.of(kind);

    for (int length = 12; length < FirstFrame.end(file); length += 7) {
      assertCorrupt(Arrays.copyOf(file, length));
    }
  }

  /// Before it stands no fcTL, so it is none of the frames.
  @Test
  void defaultPictureOutsideOfTheAnimationIsShown() throws UnfitPicture {
    byte[] twoFrames = {0, 0, 0, 2, 0, 0, 0, 0};

    assertQuarters(shown(withChunk(png(quarters(96, 64)), "acTL", twoFrames)), 0, 0);
  }

  /// In a GIF and a PNG the pixels come in pieces, and nothing says which one is the last.
  @ParameterizedTest
  @MethodSource
  void animationThatIsCutBetweenTwoPiecesOfItsFirstFrameIsCorrupt(byte[] file) throws UnfitPicture {
    assertThat(shown(file).getWidth()).isEqualTo(200);

    for (int end : FirstFrame.ends(file)) {
      if (end < FirstFrame.end(file)) {
        assertCorrupt(Arrays.copyOf(file, end));
      }
    }
  }

  static Stream<byte[]> animationThatIsCutBetweenTwoPiecesOfItsFirstFrameIsCorrupt() {
    return noise(20);
  }

  /// The heap holds the file once, as it has room for.
  @ParameterizedTest
  @MethodSource
  void firstFrameIsNotCopiedInTheHeap(byte[] file) throws UnfitPicture {
    PictureHeader header = PictureHeader.read(file);
    var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();

    Excerpt meant = header.meant(file);

    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(file.length / 4);
    assertThat(meant.length()).isCloseTo(file.length, Offset.offset(50L));
  }

  static Stream<byte[]> firstFrameIsNotCopiedInTheHeap() {
    return noise(5_000);
  }

  /// A GIF and an animated PNG whose pixels can't be made smaller.
  private static Stream<byte[]> noise(int height) {
    BufferedImage noise = new BufferedImage(200, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < 200 * height; i++) {
      noise.setRGB(i % 200, i / 200, random.nextInt());
    }
    byte[] oneFrame = {0, 0, 0, 1, 0, 0, 0, 0};
    return Stream.of(gif(noise), withChunk(png(noise), "acTL", oneFrame));
  }

  /// A GIF of two by two pixels with a green one. Its background colour is red.
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "0, 1", "1, 1"})
  void areaOutsideOfTheFirstFrameIsTransparent(byte left, byte top) throws UnfitPicture {
    BufferedImage shown = shown(greenDot(2, left, top));

    for (int pixel = 0; pixel < 4; pixel++) {
      int x = pixel % 2;
      int y = pixel / 2;
      assertThat(shown.getRGB(x, y)).isEqualTo(x == left && y == top ? 0xFF00FF00 : 0);
    }
  }

  @Test
  void areaOutsideOfTheFirstFrameOfAWebpIsTransparent() throws UnfitPicture {
    byte[] file = Animations.of(".webp");
    int canvas = 24;
    file[canvas] = (byte) (file[canvas] + 8);
    file[canvas + 3] = (byte) (file[canvas + 3] + 4);

    BufferedImage shown = shown(file);

    assertThat(shown.getWidth()).isEqualTo(104);
    assertQuarters(shown.getSubimage(0, 0, 96, 64), 0, 0);
    assertThat(shown.getRGB(100, 10)).isZero();
    assertThat(shown.getRGB(10, 66)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 1, 0", "0, 1, 1"})
  void screenThatIsTooSmallForTheFirstFrameGrows(int screen, byte left, byte top)
      throws UnfitPicture {
    BufferedImage shown = shown(greenDot(screen, left, top));

    assertThat(shown.getWidth()).isEqualTo(Math.max(screen, left + 1));
    assertThat(shown.getHeight()).isEqualTo(Math.max(screen, top + 1));
    assertThat(shown.getRGB(left, top)).isEqualTo(0xFF00FF00);
  }

  private static byte[] greenDot(int screen, byte left, byte top) {
    String colours = "FF0000" + "00FF00" + "0000FF" + "FFFFFF";
    return HexFormat.of()
        .parseHex(
            ("474946383961" + "%02X00%02X00" + "910000" + colours).formatted(screen, screen)
                + "2C%02X00%02X000100010000".formatted(left, top)
                + "02024C01003B");
  }

  /// An empty block ends the frame, and a trailer the file.
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void gifWithoutItsEndIsDecodedIfItsPixelsAreWhole(int missing) throws UnfitPicture {
    byte[] gif = gif(quarters(96, 64));

    assertQuarters(shown(Arrays.copyOf(gif, gif.length - missing)), 0, 0);
  }

  @Test
  void gifThatCameWithoutATrailerIsDecoded() throws UnfitPicture {
    BufferedImage shown = shown(resource("no-trailer.gif"));

    assertThat(shown.getWidth()).isEqualTo(96);
    assertThat(shown.getHeight()).isEqualTo(64);
  }

  private static void assertCorrupt(byte[] file) {
    assertThatExceptionOfType(UnfitPicture.class)
        .as("%d bytes", file.length)
        .isThrownBy(() -> shown(file))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(UnfitPicture.Reason.CORRUPT));
  }

  private static BufferedImage shown(byte[] file) throws UnfitPicture {
    try (Picture picture = Decoder.decode(file, PictureHeader.read(file), Reduction.NONE)) {
      return read(Encoded.bytes(picture, OutputFormat.PNG, 100));
    }
  }
}
