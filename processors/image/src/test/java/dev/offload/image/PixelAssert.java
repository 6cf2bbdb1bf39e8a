package dev.offload.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.assertj.core.data.Offset;

/// Checks which colours a picture shows.
public final class PixelAssert {
  /// Lossy formats and rounding may change a channel by this much. It is too little to turn
  /// one colour into another.
  private static final Offset<Integer> TOLERANCE = Offset.offset(12);

  private PixelAssert() {}

  public static void assertPixel(BufferedImage image, int x, int y, Color expected) {
    Color actual = new Color(image.getRGB(x, y), true);
    String where = "of pixel %d, %d in %d × %d, which is %s, expected %s";
    Object[] numbers = {x, y, image.getWidth(), image.getHeight(), actual, expected};
    assertThat(actual.getAlpha())
        .as("alpha " + where, numbers)
        .isCloseTo(expected.getAlpha(), TOLERANCE);
    if (expected.getAlpha() > 0) {
      assertThat(actual.getRed())
          .as("red " + where, numbers)
          .isCloseTo(expected.getRed(), TOLERANCE);
      assertThat(actual.getGreen())
          .as("green " + where, numbers)
          .isCloseTo(expected.getGreen(), TOLERANCE);
      assertThat(actual.getBlue())
          .as("blue " + where, numbers)
          .isCloseTo(expected.getBlue(), TOLERANCE);
    }
  }

  /// Checks that the four quarters of [TestPictures#quarters] are in their places, behind a
  /// margin of `left` and `top` pixels.
  public static void assertQuarters(BufferedImage image, int left, int top) {
    int x = left + 4;
    int y = top + 4;
    int right = image.getWidth() - 1 - x;
    int bottom = image.getHeight() - 1 - y;
    assertPixel(image, x, y, TestPictures.TOP_LEFT);
    assertPixel(image, right, y, TestPictures.TOP_RIGHT);
    assertPixel(image, x, bottom, TestPictures.BOTTOM_LEFT);
    assertPixel(image, right, bottom, TestPictures.BOTTOM_RIGHT);
  }
}
