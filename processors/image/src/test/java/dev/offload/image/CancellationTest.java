package dev.offload.image;

import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.image.faces.Box;
import dev.offload.image.faces.Face;
import dev.offload.image.faces.FaceReader;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.operations.Blur;
import dev.offload.image.operations.Chain;
import dev.offload.image.operations.Marks;
import dev.offload.image.operations.Setting;
import dev.offload.image.operations.Shape;
import dev.offload.image.pixels.Cancellation;
import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.Decoder;
import dev.offload.image.pixels.Encoder;
import dev.offload.image.pixels.Encoding;
import dev.offload.image.pixels.OutputFormat;
import dev.offload.image.pixels.Picture;
import dev.offload.image.pixels.Reduction;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Long work is asked before each of its parts whether somebody still waits for it.
class CancellationTest {
  private static final FaceTools FACES = TestConfig.faceTools();

  private final Stop stop = new Stop();
  private Picture picture;

  @TempDir Path directory;

  @BeforeEach
  void decode() throws Exception {
    byte[] file = resource("chelsea.png");
    picture = Decoder.decode(file, PictureHeader.read(file), Reduction.NONE);
  }

  @AfterEach
  void closePicture() {
    picture.close();
  }

  @AfterAll
  static void closeNetworks() {
    FACES.close();
  }

  @Test
  void chainStopsBeforeItsNextOperation() {
    Shape shape = new Shape(picture.width(), picture.height(), false, Optional.empty());
    Setting setting = new Setting(Colour.WHITE, Marks.none());
    Chain chain = Chain.of(shape, Collections.nCopies(5, new Blur(1)), setting);

    assertStops(3, () -> chain.applied(picture, stop).close());
  }

  @Test
  void searchForTheBestQualityStopsBeforeTheNext() {
    Encoding small = Encoding.bare(OutputFormat.JPEG, 95, false, OptionalLong.of(8_000));

    assertStops(4, () -> Encoder.write(picture, small, directory.resolve("a.jpg"), stop));
  }

  @Test
  void lookForFacesStopsBeforeTheNextPart() throws Exception {
    byte[] file = png(new BufferedImage(1200, 900, BufferedImage.TYPE_INT_RGB));
    try (Picture large = Decoder.decode(file, PictureHeader.read(file), Reduction.NONE)) {
      assertStops(2, () -> FACES.finder().find(large, 1200, 900, stop));
    }
  }

  @Test
  void readingFacesStopsBeforeTheNext() {
    List<Face> faces =
        Collections.nCopies(5, new Face(new Box(10, 10, 100, 100), 1, null, null, null));
    FaceReader.Wanted points = new FaceReader.Wanted(5, false);

    assertStops(2, () -> FACES.reader().read(picture, picture.width(), faces, points, stop));
  }

  private void assertStops(int asked, ThrowingCallable work) {
    stop.left = asked;
    assertThatExceptionOfType(CancellationException.class).isThrownBy(work);
    assertThat(stop.left).isZero();
  }

  /// Stops the work when it is asked for the last time.
  private static final class Stop implements Cancellation {
    private int left;

    @Override
    public void check() {
      left--;
      if (left == 0) {
        throw new CancellationException("enough");
      }
    }
  }
}
