package dev.offload.bench.measure;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/// A made-up picture as large as a camera's: waves of colour, with noise so that it does not
/// compress to nothing.
final class Photo {
  private static final int WIDTH = 4000;
  private static final int HEIGHT = 3000;
  private static final int NOISE = 24;

  private Photo() {}

  /// The picture as a JPEG of a few megabytes. It is always the same.
  static byte[] ofTwelveMegapixels() throws IOException {
    var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    var random = new Random(1);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int grain = random.nextInt(NOISE);
        int red = wave(x, 900) + grain;
        int green = wave(y, 700) + grain;
        int blue = wave(x + y, 1300) + grain;
        picture.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    var jpeg = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpeg", jpeg);
    return jpeg.toByteArray();
  }

  /// 0 to 230, up and down again within `length`.
  private static int wave(int position, int length) {
    return (int) (115 * (1 + Math.sin(2 * Math.PI * position / length)));
  }
}
