package dev.offload.image.pixels;

import static dev.offload.image.PixelAssert.assertPixel;
import static dev.offload.image.PixelAssert.assertQuarters;
import static dev.offload.image.TestPictures.exif;
import static dev.offload.image.TestPictures.jpeg;
import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.quarters;
import static dev.offload.image.TestPictures.read;
import static dev.offload.image.TestPictures.storedAs;
import static dev.offload.image.TestPictures.withChunk;
import static dev.offload.image.TestPictures.withExif;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.image.header.Orientation;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class UprightTest {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 640;
  private static final BufferedImage SEEN = quarters(WIDTH, HEIGHT);

  @ParameterizedTest
  @EnumSource(Orientation.class)
  void everyPixelOfALosslessPictureIsInItsPlace(Orientation orientation) throws UnfitPicture {
    BufferedImage seen = quarters(30, 20);
    seen.setRGB(7, 3, Color.MAGENTA.getRGB());
    byte[] stored = withChunk(png(storedAs(orientation, seen)), "eXIf", exif(orientation.exif()));

    BufferedImage shown = read(output(stored, null));

    assertThat(shown.getWidth()).isEqualTo(30);
    assertThat(shown.getHeight()).isEqualTo(20);
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 30; x++) {
        assertPixel(shown, x, y, new Color(seen.getRGB(x, y)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource
  void everyOrientationIsMadeUprightInEveryFit(Orientation orientation, Fit fit)
      throws UnfitPicture {
    byte[] stored = withExif(jpeg(storedAs(orientation, SEEN)), exif(orientation.exif()));

    BufferedImage shown = read(output(stored, new Resize(60, 60, fit, null)));

    switch (fit) {
      case COVER, FILL -> assertShown(shown, 60, 60, 0);
      case INSIDE -> assertShown(shown, 60, 40, 0);
      case OUTSIDE -> assertShown(shown, 90, 60, 0);
      case CONTAIN -> {
        assertShown(shown, 60, 60, 10);
        assertPixel(shown, 30, 5, Color.WHITE);
        assertPixel(shown, 30, 54, Color.WHITE);
      }
    }
  }

  static Stream<Arguments> everyOrientationIsMadeUprightInEveryFit() {
    return Arrays.stream(Orientation.values())
        .flatMap(
            orientation -> Arrays.stream(Fit.values()).map(fit -> Arguments.of(orientation, fit)));
  }

  private static void assertShown(BufferedImage shown, int width, int height, int top) {
    assertThat(shown.getWidth()).isEqualTo(width);
    assertThat(shown.getHeight()).isEqualTo(height);
    assertQuarters(shown, 0, top);
  }

  private static byte[] output(byte[] file, Resize resize) throws UnfitPicture {
    PictureHeader header = PictureHeader.read(file);
    Layout layout =
        resize == null
            ? Layout.unchanged(header.width(), header.height())
            : Layout.of(resize, header.width(), header.height());
    Reduction reduction =
        Reduction.forAll(header, List.of(new Sampling(header.width(), header.height(), layout)));
    try (Picture picture = Decoder.decode(file, header, reduction);
        Picture laidOut = picture.laidOut(layout, Colour.WHITE)) {
      return Encoded.bytes(laidOut, OutputFormat.PNG, 100);
    }
  }
}
