package dev.offload.image;

import static dev.offload.image.TestPictures.jpeg;
import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.quarters;
import static dev.offload.image.TestPictures.read;
import static dev.offload.image.TestPictures.resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.worker.Outcome;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a task can ask about faces, tried with the portrait of an astronaut.
class FacesOfTaskTest {
  private static final byte[] PORTRAIT = resource("astronaut.png");

  private final ImageHandler handler =
      new ImageHandler(TestConfig.defaults(), TestConfig.NO_GALLERIES);

  @TempDir Path directory;

  @AfterEach
  void nothingIsLeftBehind() {
    handler.close();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void fiveLandmarksAreEyesNoseAndMouth() throws Exception {
    JsonNode points = face("{'landmarks': 5}", PORTRAIT).path("landmarks");

    assertThat(points).hasSize(5);
    assertPoint(points.path(0), 203, 101);
    assertPoint(points.path(1), 246, 103);
    assertPoint(points.path(2), 224, 126);
    assertPoint(points.path(3), 204, 142);
    assertPoint(points.path(4), 245, 143);
  }

  @Test
  void sixtyEightLandmarksFollowThePictureToAnotherSize() throws Exception {
    JsonNode small = face("{'landmarks': 68}", PORTRAIT).path("landmarks");
    JsonNode large =
        face("{'landmarks': 68}", png(scaled(read(PORTRAIT), 1024, 1024))).path("landmarks");

    assertThat(small).hasSize(68);
    for (int point = 0; point < 68; point++) {
      assertThat(large.path(point).path("x").asInt())
          .isCloseTo(2 * small.path(point).path("x").asInt(), Offset.offset(12));
      assertThat(large.path(point).path("y").asInt())
          .isCloseTo(2 * small.path(point).path("y").asInt(), Offset.offset(12));
    }
  }

  @Test
  void descriptorHasOneHundredAndTwentyEightNumbers() throws Exception {
    JsonNode face = face("{'embed': true}", PORTRAIT);

    assertThat(face.path("descriptor")).hasSize(128);
    assertThat(face.has("landmarks")).isFalse();
    assertThat(face.has("matches")).isFalse();
    double length =
        Math.sqrt(
            StreamSupport.stream(face.path("descriptor").spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .map(number -> number * number)
                .sum());
    assertThat(length).isBetween(1.0, 2.0);
  }

  @Test
  void personIsRecognisedSmallerTurnedMirroredAndInTheDark() throws Exception {
    BufferedImage portrait = read(PORTRAIT);
    List<byte[]> others =
        List.of(
            png(scaled(portrait, 256, 256)),
            png(turned(portrait, 10)),
            png(mirrored(portrait)),
            png(darker(portrait)),
            jpeg(opaque(portrait)));

    for (byte[] other : others) {
      TaskRig task =
          task("{'compareTo': ['other'], 'maxDistance': 2}", PORTRAIT).file("other", other);
      JsonNode face = succeeded(task).result().at("/faces/0");

      assertThat(face.has("descriptor")).isFalse();
      assertThat(face.at("/matches/0/file").asText()).isEqualTo("other");
      assertThat(face.at("/matches/0/face").asInt()).isZero();
      assertThat(face.at("/matches/0/distance").asDouble()).isBetween(0.0, 0.3);
    }
  }

  @Test
  void samePictureHasNoDistance() throws Exception {
    TaskRig task = task("{'compareTo': ['photo']}", PORTRAIT);

    assertThat(succeeded(task).result().at("/faces/0/matches/0/distance").asDouble()).isZero();
  }

  @Test
  void faceThatIsTooFarDoesNotMatch() throws Exception {
    byte[] other = png(darker(mirrored(read(PORTRAIT))));
    TaskRig task =
        task("{'compareTo': ['other', 'cat'], 'maxDistance': 0.01}", PORTRAIT)
            .file("other", other)
            .file("cat", resource("chelsea.png"));

    JsonNode face = succeeded(task).result().at("/faces/0");

    assertThat(face.path("matches").isArray()).isTrue();
    assertThat(face.path("matches")).isEmpty();
  }

  @Test
  void pictureToCompareWithThatCannotBeReadFailsForGood() throws Exception {
    Outcome.Failed missing = failed(task("{'compareTo': ['other']}", PORTRAIT));
    assertThat(missing.code()).isEqualTo("file-not-found");
    Outcome.Failed text =
        failed(task("{'compareTo': ['other']}", PORTRAIT).file("other", new byte[] {1, 2, 3}));
    assertThat(text.code()).isEqualTo("not-an-image");
    assertThat(text.message()).contains("to compare with, other: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"blur", "pixelate"})
  void hiddenFaceIsGoneFromEveryOutputAndNothingElseIs(String how) throws Exception {
    TaskRig task =
        TaskRig.task(
                """
                {"source": {"file": "photo"}, "faces": {"blur": "%s"}, "outputs": [
                  {"name": "whole", "format": "png"},
                  {"name": "small", "format": "png", "resize": {"width": 256}}]}
                """
                    .formatted(how),
                directory)
            .file("photo", PORTRAIT);

    Outcome.Succeeded done = succeeded(task);

    assertThat(done.result().has("faces")).isFalse();
    BufferedImage before = read(PORTRAIT);
    BufferedImage whole = read(task.bytes(done.files().getFirst().id()));
    assertThat(Similarity.of(part(before, 190, 90), part(whole, 190, 90))).isLessThan(0.3);
    assertThat(Similarity.of(part(before, 20, 20), part(whole, 20, 20))).isEqualTo(1);
    assertThat(Similarity.of(part(before, 200, 300), part(whole, 200, 300))).isEqualTo(1);
    BufferedImage small = read(task.bytes(done.files().getLast().id()));
    for (BufferedImage output : List.of(whole, small)) {
      TaskRig again = task("{'detect': true}", png(output));
      assertThat(succeeded(again).result().path("faces")).isEmpty();
    }
  }

  @Test
  void smallFacesOfALargePictureAreFound() throws Exception {
    BufferedImage group = new BufferedImage(4000, 3000, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = group.createGraphics();
    pen.setColor(Color.LIGHT_GRAY);
    pen.fillRect(0, 0, 4000, 3000);
    int[][] places = {
      {100, 100}, {1700, 300}, {3300, 200}, {900, 1300}, {2600, 1700}, {1500, 2400}
    };
    for (int[] place : places) {
      pen.drawImage(read(PORTRAIT), place[0], place[1], 500, 500, null);
    }
    pen.dispose();

    JsonNode faces = succeeded(task("{'detect': true}", jpeg(group))).result().path("faces");

    assertThat(faces).hasSize(places.length);
    for (int[] place : places) {
      assertThat(faces)
          .anySatisfy(
              face -> {
                JsonNode box = face.path("box");
                int across = box.path("x").asInt() + box.path("width").asInt() / 2;
                int down = box.path("y").asInt() + box.path("height").asInt() / 2;
                assertThat(across).isCloseTo(place[0] + 217, Offset.offset(20));
                assertThat(down).isCloseTo(place[1] + 128, Offset.offset(25));
              });
    }
  }

  /// A line of pixels has parts that are smaller than a pixel of the network.
  @ParameterizedTest
  @CsvSource({"100000, 1, 200, 1", "1, 100000, 1, 200"})
  void lineOfPixelsIsSearchedAndMadeSmall(int width, int height, int across, int down)
      throws Exception {
    TaskRig task =
        TaskRig.task(
                """
                {"source": {"file": "photo"}, "faces": {"embed": true, "blur": "blur"}, "outputs": [
                  {"name": "small", "resize": {"width": 200, "height": 200, "fit": "inside"}},
                  {"name": "cut", "operations": [{"crop": {"around": "faces"}}, {"rotate": 90},
                    {"resize": {"width": 200}}, {"watermark": {"text": "a"}}]}]}
                """,
                directory)
            .file("photo", TestPictures.hugePng(width, height));

    JsonNode result = succeeded(task).result();

    assertThat(result.path("faces")).isEmpty();
    assertThat(result.at("/outputs/0/width").asInt()).isEqualTo(across);
    assertThat(result.at("/outputs/0/height").asInt()).isEqualTo(down);
  }

  @Test
  void pictureWithoutFacesHasNone() throws Exception {
    TaskRig task = task("{'landmarks': 5, 'embed': true, 'blur': 'blur'}", png(quarters(96, 64)));

    assertThat(succeeded(task).result().path("faces")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'landmarks': 6}",
        "{'blur': 'black'}",
        "{'maxDistance': 3}",
        "{'compareTo': ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11']}"
      })
  void wishThatBreaksARuleFailsForGood(String faces) throws Exception {
    assertThat(failed(task(faces, PORTRAIT)).code()).isEqualTo("invalid-input");
  }

  private TaskRig task(String faces, byte[] photo) {
    String input = "{'source': {'file': 'photo'}, 'faces': %s}".formatted(faces);
    return TaskRig.task(input.replace('\'', '"'), directory).file("photo", photo);
  }

  private JsonNode face(String faces, byte[] photo) throws Exception {
    JsonNode found = succeeded(task(faces, photo)).result().path("faces");
    assertThat(found).hasSize(1);
    return found.path(0);
  }

  private Outcome.Succeeded succeeded(TaskRig task) throws Exception {
    return task.succeeds(handler);
  }

  private Outcome.Failed failed(TaskRig task) throws Exception {
    return task.failsForGood(handler);
  }

  private static void assertPoint(JsonNode point, int x, int y) {
    assertThat(point.path("x").asInt()).isCloseTo(x, Offset.offset(6));
    assertThat(point.path("y").asInt()).isCloseTo(y, Offset.offset(6));
  }

  private static BufferedImage part(BufferedImage image, int x, int y) {
    return image.getSubimage(x, y, 64, 64);
  }

  private static BufferedImage opaque(BufferedImage image) {
    return scaled(image, image.getWidth(), image.getHeight());
  }

  private static BufferedImage scaled(BufferedImage image, int width, int height) {
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = result.createGraphics();
    pen.drawImage(image.getScaledInstance(width, height, java.awt.Image.SCALE_SMOOTH), 0, 0, null);
    pen.dispose();
    return result;
  }

  private static BufferedImage turned(BufferedImage image, int degrees) {
    AffineTransform turn =
        AffineTransform.getRotateInstance(
            Math.toRadians(degrees), image.getWidth() / 2.0, image.getHeight() / 2.0);
    BufferedImage result =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    return new AffineTransformOp(turn, AffineTransformOp.TYPE_BICUBIC)
        .filter(opaque(image), result);
  }

  private static BufferedImage mirrored(BufferedImage image) {
    BufferedImage result =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = result.createGraphics();
    pen.drawImage(image, image.getWidth(), 0, -image.getWidth(), image.getHeight(), null);
    pen.dispose();
    return result;
  }

  private static BufferedImage darker(BufferedImage image) {
    return new RescaleOp(0.55f, 0, null).filter(opaque(image), null);
  }
}
