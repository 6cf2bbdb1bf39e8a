package dev.offload.image;

import java.awt.Color;
import java.awt.image.BufferedImage;

/// The structural similarity of two pictures (Wang et al., 2004), of their luminance, in windows
/// of 8 × 8: 1 if they are the same.
public final class Similarity {
  private static final int WINDOW = 8;
  private static final int STEP = 4;
  private static final double SMALL_MEAN = Math.pow(0.01 * 255, 2);
  private static final double SMALL_VARIANCE = Math.pow(0.03 * 255, 2);

  private Similarity() {}

  public static double of(BufferedImage one, BufferedImage other) {
    if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
      throw new AssertionError(
          "%d × %d is not comparable with %d × %d"
              .formatted(one.getWidth(), one.getHeight(), other.getWidth(), other.getHeight()));
    }
    double sum = 0;
    int windows = 0;
    for (int y = 0; y + WINDOW <= one.getHeight(); y += STEP) {
      for (int x = 0; x + WINDOW <= one.getWidth(); x += STEP) {
        sum += window(one, other, x, y);
        windows++;
      }
    }
    return sum / windows;
  }

  private static double window(BufferedImage one, BufferedImage other, int left, int top) {
    double sumA = 0;
    double sumB = 0;
    double squaresA = 0;
    double squaresB = 0;
    double products = 0;
    for (int y = top; y < top + WINDOW; y++) {
      for (int x = left; x < left + WINDOW; x++) {
        double a = luminance(one.getRGB(x, y));
        double b = luminance(other.getRGB(x, y));
        sumA += a;
        sumB += b;
        squaresA += a * a;
        squaresB += b * b;
        products += a * b;
      }
    }
    int count = WINDOW * WINDOW;
    double meanA = sumA / count;
    double meanB = sumB / count;
    double varianceA = squaresA / count - meanA * meanA;
    double varianceB = squaresB / count - meanB * meanB;
    double covariance = products / count - meanA * meanB;
    return (2 * meanA * meanB + SMALL_MEAN)
        * (2 * covariance + SMALL_VARIANCE)
        / ((meanA * meanA + meanB * meanB + SMALL_MEAN) * (varianceA + varianceB + SMALL_VARIANCE));
  }

  private static double luminance(int rgb) {
    Color colour = new Color(rgb);
    return 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
  }
}
