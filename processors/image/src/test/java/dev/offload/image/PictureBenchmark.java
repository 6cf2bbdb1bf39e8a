package dev.offload.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.image.faces.Face;
import dev.offload.image.faces.FaceFinder;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.pixels.Cancellation;
import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.Decoder;
import dev.offload.image.pixels.Encoded;
import dev.offload.image.pixels.Fit;
import dev.offload.image.pixels.Layout;
import dev.offload.image.pixels.OutputFormat;
import dev.offload.image.pixels.Picture;
import dev.offload.image.pixels.Reduction;
import dev.offload.image.pixels.Resize;
import dev.offload.image.pixels.Sampling;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;

/// Measures how long the handler takes for a photo of 12 megapixels, and how long the JDK
/// alone takes, in the same run. It counts the CPU time of the thread, so that other programs
/// don't matter. It is not part of the build: `docs/performance.md` has the figures and says
/// how to run it.
class PictureBenchmark {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 41;
  private static final int FACE_ROUNDS = 11;
  private static final Resize THUMBNAIL = new Resize(400, 400, Fit.INSIDE, null);

  @Test
  void thumbnailTakesLessThanWithTheJdk() throws Exception {
    byte[] photo = TestPictures.jpeg(photo());
    PictureHeader header = PictureHeader.read(photo);
    System.out.printf(
        Locale.ROOT,
        "%d × %d, %,d bytes, median and fastest of %d%n",
        header.width(),
        header.height(),
        photo.length,
        ROUNDS);
    measure("read the header, walk the file", () -> PictureHeader.read(photo));
    double ours = measure("thumbnail of 400 px", () -> thumbnail(photo));
    double jdks = measure("thumbnail of 400 px, JDK with subsampling", () -> jdk(photo, 4));
    measure("thumbnail of 400 px, JDK in full", () -> jdk(photo, 1));
    assertThat(ours).isLessThan(jdks);
  }

  /// Faces are looked for in a picture that is decoded already.
  @Test
  void secondNetworkTakesLessThanTheLooksAtParts() throws Exception {
    double quick = 0;
    double both = 0;
    for (int width : new int[] {500, 1920, 4000}) {
      byte[] photo = TestPictures.jpeg(scaled(photo(), width, width * 3 / 4));
      quick = faces(photo, "false");
      both = faces(photo, "true");
    }
    assertThat(both).as("of the largest").isLessThan(2 * quick);
  }

  private static double faces(byte[] photo, String thorough) throws Exception {
    PictureHeader header = PictureHeader.read(photo);
    Map<String, String> config = Map.of("offload.image.faces.thorough", thorough);
    try (FaceFinder finder = new FaceFinder(TestConfig.with(config).faces(), 1)) {
      Sampling sampling = finder.sampling(header.width(), header.height());
      Reduction reduction = Reduction.forAll(header, List.of(sampling));
      try (Picture picture = Decoder.decode(photo, header, reduction)) {
        return measure(
            "faces of %d pixels, thorough: %s".formatted(header.width(), thorough),
            FACE_ROUNDS,
            () -> faces(finder, picture, header));
      }
    }
  }

  private static List<Face> faces(FaceFinder finder, Picture picture, PictureHeader header)
      throws UnfitPicture {
    return finder.find(picture, header.width(), header.height(), Cancellation.NEVER);
  }

  private static byte[] thumbnail(byte[] photo) throws UnfitPicture {
    PictureHeader header = PictureHeader.read(photo);
    Layout layout = Layout.of(THUMBNAIL, header.width(), header.height());
    Reduction reduction =
        Reduction.forAll(header, List.of(new Sampling(header.width(), header.height(), layout)));
    try (Picture picture = Decoder.decode(photo, header, reduction);
        Picture small = picture.laidOut(layout, Colour.WHITE)) {
      return Encoded.bytes(small, OutputFormat.JPEG, 80);
    }
  }

  private static byte[] jdk(byte[] photo, int subsampling) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(photo))) {
      reader.setInput(in, true, true);
      ImageReadParam settings = reader.getDefaultReadParam();
      settings.setSourceSubsampling(subsampling, subsampling, 0, 0);
      BufferedImage decoded = reader.read(0, settings);
      return TestPictures.jpeg(scaled(decoded, 400, 300));
    } finally {
      reader.dispose();
    }
  }

  /// An enlarged photo of a person, as soft and noisy as one from a camera.
  static BufferedImage photo() {
    BufferedImage portrait = TestPictures.read(TestPictures.resource("astronaut.png"));
    BufferedImage photo = scaled(portrait, 4000, 3000);
    Random noise = new Random(1);
    for (int y = 0; y < photo.getHeight(); y++) {
      for (int x = 0; x < photo.getWidth(); x++) {
        photo.setRGB(x, y, photo.getRGB(x, y) ^ (noise.nextInt(8) * 0x010101));
      }
    }
    return photo;
  }

  private static BufferedImage scaled(BufferedImage from, int width, int height) {
    BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D painter = to.createGraphics();
    painter.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    painter.drawImage(from, 0, 0, width, height, null);
    painter.dispose();
    return to;
  }

  private static double measure(String what, Callable<?> work) throws Exception {
    return measure(what, ROUNDS, work);
  }

  private static double measure(String what, int rounds, Callable<?> work) throws Exception {
    double[] milliseconds = new double[rounds];
    for (int round = -rounds / 2; round < rounds; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      if (work.call() == null) {
        throw new IllegalStateException("nothing came of it");
      }
      if (round >= 0) {
        milliseconds[round] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
      }
    }
    Arrays.sort(milliseconds);
    System.out.printf(
        Locale.ROOT, "%-45s %7.1f ms %7.1f ms%n", what, milliseconds[rounds / 2], milliseconds[0]);
    return milliseconds[rounds / 2];
  }
}
