package dev.offload.image.faces;

import static dev.offload.image.TestPictures.exif;
import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.read;
import static dev.offload.image.TestPictures.resource;
import static dev.offload.image.TestPictures.storedAs;
import static dev.offload.image.TestPictures.withChunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.offload.image.TestConfig;
import dev.offload.image.header.Orientation;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.pixels.Cancellation;
import dev.offload.image.pixels.Decoder;
import dev.offload.image.pixels.Picture;
import dev.offload.image.pixels.Reduction;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaceFinderTest {
  private static final byte[] ASTRONAUT = resource("astronaut.png");
  private final FaceFinder finder = new FaceFinder(TestConfig.defaults().faces(), 1);

  @AfterEach
  void close() {
    finder.close();
  }

  @Test
  void astronautHasOneFace() throws UnfitPicture {
    List<Face> faces = faces(ASTRONAUT);

    assertThat(faces).hasSize(1);
    assertAstronaut(faces.getFirst().box(), 0, 0, 1);
    assertThat(faces.getFirst().score()).isGreaterThan(0.9).isLessThan(1);
  }

  @Test
  void largerInputFindsTheFaceToo() throws UnfitPicture {
    try (FaceFinder larger = finder(608)) {
      List<Face> faces = faces(larger, ASTRONAUT);

      assertThat(faces).hasSize(1);
      assertAstronaut(faces.getFirst().box(), 0, 0, 1);
    }
  }

  @Test
  void faceThatIsTurnedFarIsFoundByTheThoroughNetwork() throws UnfitPicture {
    byte[] turned = png(turned(read(ASTRONAUT), 60));

    List<Face> faces = faces(turned);

    assertThat(faces).hasSize(1);
    Box box = faces.getFirst().box();
    assertThat(box.x() + box.width() / 2.0).isCloseTo(222, within(30.0));
    assertThat(box.y() + box.height() / 2.0).isCloseTo(130, within(30.0));
    try (FaceFinder quick = finder(Map.of("offload.image.faces.thorough", "false"))) {
      assertThat(faces(quick, turned)).isEmpty();
    }
  }

  @Test
  void faceThatBothNetworksSeeHasTheBoxOfTheQuickOne() throws UnfitPicture {
    try (FaceFinder quick = finder(Map.of("offload.image.faces.thorough", "false"))) {
      assertThat(faces(ASTRONAUT)).isEqualTo(faces(quick, ASTRONAUT)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 417})
  void inputSideThatIsNotAMultipleOfACellIsRefused(int side) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> finder(side))
        .withMessageContaining("multiple of 32");
  }

  /// The thorough network alone sees one.
  @Test
  void catHasNoFace() throws UnfitPicture {
    assertThat(faces(resource("chelsea.png"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Orientation.class)
  void boxIsInPixelsOfTheUprightPicture(Orientation orientation) throws UnfitPicture {
    byte[] stored =
        withChunk(png(storedAs(orientation, read(ASTRONAUT))), "eXIf", exif(orientation.exif()));

    List<Face> faces = faces(stored);

    assertThat(faces).hasSize(1);
    assertAstronaut(faces.getFirst().box(), 0, 0, 1);
  }

  @Test
  void boxIsScaledToALargerPicture() throws UnfitPicture {
    BufferedImage wall = new BufferedImage(2048, 1400, BufferedImage.TYPE_INT_RGB);
    Graphics2D painter = wall.createGraphics();
    painter.setColor(Color.LIGHT_GRAY);
    painter.fillRect(0, 0, 2048, 1400);
    painter.drawImage(read(ASTRONAUT), 900, 200, 1024, 1024, null);
    painter.dispose();

    List<Face> faces = faces(png(wall));

    assertThat(faces).hasSize(1);
    assertAstronaut(faces.getFirst().box(), 900, 200, 2);
  }

  /// All of them are hidden where the task asks for that.
  @Test
  void noneOfAVastCrowdIsLeftOut() throws UnfitPicture {
    assertThat(finder.eachOnce(crowd(FaceFinder.MOST_FACES))).hasSize(FaceFinder.MOST_FACES);
    assertThatExceptionOfType(UnfitPicture.class)
        .isThrownBy(() -> finder.eachOnce(crowd(FaceFinder.MOST_FACES + 1)))
        .withMessageContaining("more than 5,000 faces")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(UnfitPicture.Reason.TOO_LARGE));
  }

  private static List<Candidate> crowd(int people) {
    return IntStream.range(0, people)
        .mapToObj(i -> new Candidate(100 * i, 0, 100 * i + 90, 90, 0.9))
        .toList();
  }

  @Test
  void manyThreadsFindTheSame() throws Exception {
    List<Face> alone = faces(ASTRONAUT);
    List<Callable<List<Face>>> searches = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      searches.add(() -> faces(ASTRONAUT));
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<List<Face>> found : threads.invokeAll(searches)) {
        assertThat(found.get()).isEqualTo(alone);
      }
    }
  }

  /// The face of the picture (eyes, nose, mouth and chin) at x 170 to 275, y 70 to 190, moved
  /// and scaled. Networks differ in how much of the forehead and the hair they include.
  private static void assertAstronaut(Box box, int left, int top, int factor) {
    assertThat(box.x() + box.width() / 2.0).isCloseTo(left + 222 * factor, within(15.0 * factor));
    assertThat(box.y() + box.height() / 2.0).isCloseTo(top + 130 * factor, within(20.0 * factor));
    assertThat((double) box.width()).isCloseTo(115 * factor, within(25.0 * factor));
    assertThat((double) box.height()).isCloseTo(112 * factor, within(25.0 * factor));
  }

  /// Around the face, against the clock.
  private static BufferedImage turned(BufferedImage picture, int degrees) {
    BufferedImage turned =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D painter = turned.createGraphics();
    painter.setColor(Color.LIGHT_GRAY);
    painter.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    painter.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    painter.rotate(Math.toRadians(-degrees), 222, 130);
    painter.drawImage(picture, 0, 0, null);
    painter.dispose();
    return turned;
  }

  private static FaceFinder finder(int side) {
    return finder(Map.of("offload.image.faces.input-side", String.valueOf(side)));
  }

  private static FaceFinder finder(Map<String, String> config) {
    return new FaceFinder(TestConfig.with(config).faces(), 1);
  }

  private List<Face> faces(byte[] file) throws UnfitPicture {
    return faces(finder, file);
  }

  private static List<Face> faces(FaceFinder finder, byte[] file) throws UnfitPicture {
    PictureHeader header = PictureHeader.read(file);
    try (Picture picture = Decoder.decode(file, header, Reduction.NONE)) {
      return finder.find(picture, header.width(), header.height(), Cancellation.NEVER);
    }
  }
}
