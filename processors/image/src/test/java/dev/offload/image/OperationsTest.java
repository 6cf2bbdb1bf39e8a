package dev.offload.image;

import static dev.offload.image.PixelAssert.assertPixel;
import static dev.offload.image.TestPictures.BOTTOM_LEFT;
import static dev.offload.image.TestPictures.BOTTOM_RIGHT;
import static dev.offload.image.TestPictures.TOP_LEFT;
import static dev.offload.image.TestPictures.TOP_RIGHT;
import static dev.offload.image.TestPictures.jpeg;
import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.quarters;
import static dev.offload.image.TestPictures.read;
import static dev.offload.image.TestPictures.resource;
import static dev.offload.image.TestPictures.withExif;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.image.header.Orientation;
import dev.offload.image.header.PictureHeader;
import dev.offload.schemas.task.OutputFile;
import dev.offload.worker.Outcome;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the operations of an output make of a picture. Most begin with one whose four quarters have
/// different colours, 96 × 64.
class OperationsTest {
  private static final Color CLEAR = new Color(0, 0, 0, 0);

  private final ImageHandler handler =
      new ImageHandler(TestConfig.defaults(), TestConfig.NO_GALLERIES);

  @TempDir Path directory;

  @AfterEach
  void nothingIsLeftBehind() {
    handler.close();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void boxIsCutOut() throws Exception {
    BufferedImage cut = made("[{'crop': {'x': 40, 'y': 2, 'width': 20, 'height': 12}}]");

    assertSize(cut, 20, 12);
    assertPixel(cut, 2, 6, TOP_LEFT);
    assertPixel(cut, 17, 6, TOP_RIGHT);
  }

  @Test
  void partOfABoxThatIsOutsideIsLeftOut() throws Exception {
    BufferedImage cut = made("[{'crop': {'x': 90, 'y': 40, 'width': 500, 'height': 500}}]");

    assertSize(cut, 6, 24);
    assertPixel(cut, 3, 12, BOTTOM_RIGHT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'crop': {'x': 96, 'y': 0, 'width': 5, 'height': 5}}]",
        "[{'crop': {'x': 0, 'y': 64, 'width': 5, 'height': 5}}]",
        "[{'resize': {'width': 48}}, {'crop': {'x': 48, 'y': 0, 'width': 5, 'height': 5}}]",
      })
  void boxOutsideOfThePictureFailsForGood(String operations) throws Exception {
    Outcome.Failed failed = failed(task(output(operations), png(quarters(96, 64))));

    assertThat(failed.code()).isEqualTo("crop-outside");
    assertThat(failed.message()).contains("output out", "outside of its");
  }

  @Test
  void boxOfASizeIsCutFromTheCentre() throws Exception {
    BufferedImage cut = made("[{'crop': {'width': 10, 'height': 8}}]");

    assertSize(cut, 10, 8);
    assertPixel(cut, 1, 1, TOP_LEFT);
    assertPixel(cut, 8, 1, TOP_RIGHT);
    assertPixel(cut, 1, 6, BOTTOM_LEFT);
    assertPixel(cut, 8, 6, BOTTOM_RIGHT);
  }

  @Test
  void pictureIsTurnedClockwise() throws Exception {
    assertCorners(made("[{'rotate': 90}]"), BOTTOM_LEFT, TOP_LEFT, BOTTOM_RIGHT, TOP_RIGHT);
    assertCorners(made("[{'rotate': 180}]"), BOTTOM_RIGHT, BOTTOM_LEFT, TOP_RIGHT, TOP_LEFT);
    assertCorners(made("[{'rotate': 270}]"), TOP_RIGHT, BOTTOM_RIGHT, TOP_LEFT, BOTTOM_LEFT);
    assertSize(made("[{'rotate': 270}]"), 64, 96);
  }

  @Test
  void pictureIsMirrored() throws Exception {
    assertCorners(made("[{'flip': 'horizontal'}]"), TOP_RIGHT, TOP_LEFT, BOTTOM_RIGHT, BOTTOM_LEFT);
    assertCorners(made("[{'flip': 'vertical'}]"), BOTTOM_LEFT, BOTTOM_RIGHT, TOP_LEFT, TOP_RIGHT);
  }

  @Test
  void operationsRunInTheOrderInWhichTheyAreWritten() throws Exception {
    String crop = "{'crop': {'x': 0, 'y': 0, 'width': 20, 'height': 20}}";

    assertPixel(made("[%s, {'rotate': 90}]".formatted(crop)), 10, 10, TOP_LEFT);
    assertPixel(made("[{'rotate': 90}, %s]".formatted(crop)), 10, 10, BOTTOM_LEFT);
  }

  @Test
  void shortResizeComesBeforeAllOperations() throws Exception {
    BufferedImage made =
        image(
            task(
                "{'name': 'out', 'format': 'png', 'resize': {'width': 48}, 'operations':"
                    + " [{'crop': {'x': 25, 'y': 0, 'width': 100, 'height': 10}}]}",
                png(quarters(96, 64))));

    assertSize(made, 23, 10);
    assertPixel(made, 11, 5, TOP_RIGHT);
  }

  @Test
  void resizeAmongTheOperationsKnowsItsFits() throws Exception {
    BufferedImage made =
        made(
            "[{'crop': {'width': 96, 'height': 32}}, {'resize': {'width': 24, 'height': 24,"
                + " 'fit': 'contain'}}]");

    assertSize(made, 24, 24);
    assertPixel(made, 12, 4, CLEAR);
    assertPixel(made, 4, 10, TOP_LEFT);
    assertPixel(made, 20, 13, BOTTOM_RIGHT);
  }

  @Test
  void cropOfALargePhotoIsTheSameAlthoughThatIsDecodedSmaller() throws Exception {
    BufferedImage photo = scaled(read(resource("chelsea.png")), 3608, 2400);
    String operations =
        "[{'crop': {'x': 1200, 'y': 400, 'width': 1600, 'height': 1600}}, {'rotate': 90},"
            + " {'flip': 'vertical'}, {'resize': {'width': 100}}]";

    BufferedImage fromJpeg = image(task(output(operations), jpeg(photo)));
    BufferedImage fromPng = image(task(output(operations), png(photo)));

    assertSize(fromJpeg, 100, 100);
    assertThat(Similarity.of(fromJpeg, fromPng)).isGreaterThan(0.98);
  }

  @Test
  void greyscaleKeepsTheLightness() throws Exception {
    BufferedImage grey = made("[{'greyscale': true}]");

    assertPixel(grey, 4, 4, grey(TOP_LEFT));
    assertPixel(grey, 90, 60, grey(BOTTOM_RIGHT));
  }

  @Test
  void greyPictureKeepsItsTransparency() throws Exception {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(1, 1, 0x80FF0000);

    BufferedImage grey = image(task(output("[{'greyscale': true}]"), png(image)));

    assertPixel(grey, 0, 0, CLEAR);
    assertPixel(grey, 1, 1, new Color(76, 76, 76, 128));
  }

  @Test
  void blurMixesOnlyNeighbours() throws Exception {
    BufferedImage blurred = made("[{'blur': 3}]");

    // half a pixel from the edge, a sixth of the standard deviation
    assertPixel(blurred, 47, 8, mix(TOP_LEFT, TOP_RIGHT, 0.434));
    assertPixel(blurred, 20, 8, TOP_LEFT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'resize': {'width': 40, 'height': 40, 'fit': 'contain'}}",
        "{'blur': 4}",
        "{'sharpen': 4}"
      })
  void nothingIsSeenOfWhatWasCutOff(String after) throws Exception {
    BufferedImage made =
        made("[{'crop': {'x': 0, 'y': 0, 'width': 40, 'height': 24}}, %s]".formatted(after));

    int middle = made.getHeight() / 2;
    assertPixel(made, 39, middle, TOP_LEFT);
    assertPixel(made, 20, middle + 11, TOP_LEFT);
    if (made.getHeight() > 24) {
      assertPixel(made, 20, 38, CLEAR);
    }
  }

  @Test
  void blurDoesNotShowTheColourOfTransparentPixels() throws Exception {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 40; x++) {
        image.setRGB(x, y, x < 20 ? 0xFF0000FF : 0x00FF0000); // blue beside invisible red
      }
    }

    BufferedImage blurred = image(task(output("[{'blur': 2}]"), png(image)));

    Color edge = new Color(blurred.getRGB(20, 20), true);
    assertThat(edge.getRed()).isZero();
    assertThat(edge.getAlpha()).isBetween(80, 130);
  }

  @Test
  void sharpeningMakesAnEdgeSteeper() throws Exception {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 40; x++) {
        image.setRGB(x, y, x < 20 ? 0x646464 : 0x969696);
      }
    }

    BufferedImage sharp = image(task(output("[{'sharpen': 1}]"), png(image)));

    assertThat(new Color(sharp.getRGB(19, 20)).getRed()).isBetween(75, 90);
    assertThat(new Color(sharp.getRGB(20, 20)).getRed()).isBetween(160, 175);
    assertPixel(sharp, 5, 20, new Color(0x646464));
  }

  @Test
  void backgroundShowsWhereThePictureWasTransparent() throws Exception {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(3, 3, 0xFF0000FF);

    BufferedImage made = image(task(output("[{'background': '#00ff00'}]"), png(image)));

    assertPixel(made, 20, 20, Color.GREEN);
    assertPixel(made, 3, 3, Color.BLUE);
  }

  @Test
  void textIsAsWideAsAskedAndInItsCorner() throws Exception {
    BufferedImage black = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
    String mark =
        "[{'watermark': {'text': 'Größe Ω', 'width': 0.5, 'margin': 0.1, 'opacity': 1,"
            + " 'gravity': '%s'}}]";

    Rectangle southEast = seen(image(task(output(mark.formatted("south-east")), png(black))));
    Rectangle northWest = seen(image(task(output(mark.formatted("north-west")), png(black))));
    Rectangle centre = seen(image(task(output(mark.formatted("centre")), png(black))));

    assertThat(southEast.width).isCloseTo(200, Offset.offset(2));
    assertThat(southEast.height).isBetween(35, 60);
    assertThat(southEast.getMaxX()).isCloseTo(370, Offset.offset(1.5));
    assertThat(southEast.getMaxY()).isCloseTo(270, Offset.offset(1.5));
    assertThat(northWest.getX()).isCloseTo(30, Offset.offset(1.5));
    assertThat(northWest.getY()).isCloseTo(30, Offset.offset(1.5));
    assertThat(centre.getCenterX()).isCloseTo(200, Offset.offset(2.0));
    assertThat(centre.getCenterY()).isCloseTo(150, Offset.offset(2.0));
  }

  @Test
  void textIsSmallerThanAskedWhereItWouldNotFit() throws Exception {
    BufferedImage black = new BufferedImage(400, 20, BufferedImage.TYPE_INT_RGB);

    Rectangle mark =
        seen(
            image(
                task(
                    output("[{'watermark': {'text': 'Xg', 'width': 1, 'opacity': 1}}]"),
                    png(black))));

    assertThat(mark.height).isBetween(18, 20);
    assertThat(mark.width).isLessThan(40);
  }

  @Test
  void opacityMixesTheMarkWithThePicture() throws Exception {
    BufferedImage red = filled(20, 10, new Color(255, 0, 0));
    String mark =
        "[{'watermark': {'file': 'mark', 'opacity': 0.25, 'width': 0.5, 'margin': 0,"
            + " 'gravity': 'north-west'}}]";

    BufferedImage marked = image(task(output(mark), png(quarters(96, 64))).file("mark", png(red)));

    assertPixel(marked, 10, 10, mix(TOP_LEFT, Color.RED, 0.25));
    assertPixel(marked, 40, 20, mix(TOP_LEFT, Color.RED, 0.25));
    assertPixel(marked, 40, 28, TOP_LEFT);
    assertPixel(marked, 52, 10, TOP_RIGHT);
  }

  @Test
  void markIsSeenOnATransparentPicture() throws Exception {
    BufferedImage clear = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
    String mark =
        "[{'watermark': {'file': 'mark', 'opacity': 0.5, 'width': 0.5, 'gravity': 'centre'}}]";

    BufferedImage marked =
        image(task(output(mark), png(clear)).file("mark", png(filled(10, 10, Color.RED))));

    assertPixel(marked, 20, 20, new Color(255, 0, 0, 128));
    assertPixel(marked, 4, 4, CLEAR);
  }

  @Test
  void transparencyOfAMarkIsKept() throws Exception {
    BufferedImage mark = new BufferedImage(20, 20, BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = mark.createGraphics();
    pen.setColor(Color.RED);
    pen.fillRect(0, 0, 10, 20);
    pen.dispose();
    String operation = "[{'watermark': {'file': 'mark', 'opacity': 1, 'width': 1, 'margin': 0}}]";

    BufferedImage marked =
        image(task(output(operation), png(filled(40, 40, Color.GREEN))).file("mark", png(mark)));

    assertPixel(marked, 8, 20, Color.RED);
    assertPixel(marked, 32, 20, Color.GREEN);
  }

  @Test
  void markThatIsMissingOrNoPictureFailsForGood() throws Exception {
    String operation = output("[{'watermark': {'file': 'mark'}}]");

    Outcome.Failed missing = failed(task(operation, png(quarters(96, 64))));
    assertThat(missing.code()).isEqualTo("file-not-found");
    assertThat(missing.message()).contains("mark");
    Outcome.Failed text =
        failed(task(operation, png(quarters(96, 64))).file("mark", new byte[] {1, 2, 3}));
    assertThat(text.code()).isEqualTo("not-an-image");
    assertThat(text.message()).contains("the watermark mark: ");
  }

  @Test
  void faceIsCroppedWithItsMarginAndNotReportedUnasked() throws Exception {
    TaskRig task =
        task(output("[{'crop': {'around': 'faces', 'margin': 0.5}}]"), resource("astronaut.png"));

    Outcome.Succeeded done = succeeded(task);

    assertThat(done.result().has("faces")).isFalse();
    BufferedImage face = read(task.bytes(done.files().getFirst().id()));
    assertSize(face, done.result().at("/outputs/0/width").asInt(), face.getHeight());
    assertThat(face.getWidth()).isBetween(180, 280);
    assertThat(faceIn(face).path("x").asInt()).isBetween(face.getWidth() / 5, face.getWidth() / 3);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 100, 60",
    "'{''flip'': ''horizontal''}, ', 100, 60",
    "'{''rotate'': 180}, ', 90, 90"
  })
  void boxAroundAFaceFollowsItThroughOtherOperations(String before, int width, int height)
      throws Exception {
    String crop =
        "[%s{'crop': {'around': 'faces', 'width': %d, 'height': %d}}]"
            .formatted(before, width, height);
    String same =
        "[%s{'crop': {'x': %%d, 'y': %%d, 'width': %d, 'height': %d}}]"
            .formatted(before, width, height);
    JsonNode box = faceIn(read(resource("astronaut.png")));
    int x = box.path("x").asInt();
    int y = box.path("y").asInt();
    int wide = box.path("width").asInt();
    int high = box.path("height").asInt();
    if (!before.isEmpty()) {
      x = 512 - x - wide;
    }
    if (before.contains("rotate")) {
      y = 512 - y - high;
    }
    String place = same.formatted(x + (wide - width) / 2, y + (high - height) / 2);

    BufferedImage around = image(task(output(crop), resource("astronaut.png")));
    BufferedImage expected = image(task(output(place), resource("astronaut.png")));

    assertSize(around, width, height);
    assertThat(Similarity.of(around, expected)).isEqualTo(1);
  }

  @Test
  void pictureWithoutFacesIsCroppedAroundItsCentre() throws Exception {
    BufferedImage cut = made("[{'crop': {'around': 'faces', 'width': 10, 'height': 8}}]");

    assertCorners(cut, TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT);
    assertSize(made("[{'crop': {'around': 'faces'}}]"), 96, 64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "webp"})
  void exifDataAreKeptIfAskedButForTheOrientationAndTheThumbnail(String format) throws Exception {
    byte[] exif = exifWithThumbnail(6);
    byte[] photo = withExif(jpeg(quarters(96, 64)), exif);
    String output = "{'name': 'out', 'format': '%s'%s}";

    byte[] stripped = bytes(photo, output.formatted(format, ""));
    byte[] kept = bytes(photo, output.formatted(format, ", 'metadata': 'keep'"));

    assertThat(new String(stripped, ISO_8859_1)).doesNotContain("Jane", "Exif", "EXIF", "eXIf");
    assertThat(new String(kept, ISO_8859_1)).contains("by Jane").doesNotContain("thumbnail");
    PictureHeader header = PictureHeader.read(kept);
    assertThat(header.orientation()).isEqualTo(Orientation.UPRIGHT);
    assertThat(header.width()).isEqualTo(64);
  }

  @Test
  void damagedExifDataAreLeftOut() throws Exception {
    byte[] exif = exifWithThumbnail(6);
    for (int length = 4; length < exif.length; length += 3) {
      byte[] photo = withExif(jpeg(quarters(96, 64)), Arrays.copyOf(exif, length));

      byte[] kept = bytes(photo, "{'name': 'out', 'format': 'jpeg', 'metadata': 'keep'}");

      assertThat(PictureHeader.read(kept).orientation()).isEqualTo(Orientation.UPRIGHT);
    }
  }

  /// A directory with an orientation and an artist, and another with a thumbnail.
  private static byte[] exifWithThumbnail(int orientation) {
    return TestPictures.bytes(
        out -> {
          out.writeBytes("MM\0*");
          out.writeInt(8);
          out.writeShort(2);
          tag(out, 0x0112, 3, 1, orientation << 16);
          tag(out, 0x013B, 2, 8, 68);
          out.writeInt(38);
          out.writeShort(2);
          tag(out, 0x0201, 4, 1, 76);
          tag(out, 0x0202, 4, 1, 9);
          out.writeInt(0);
          out.writeBytes("by Jane\0thumbnail");
        });
  }

  private static void tag(DataOutputStream out, int tag, int type, int count, int value)
      throws IOException {
    out.writeShort(tag);
    out.writeShort(type);
    out.writeInt(count);
    out.writeInt(value);
  }

  @Test
  void jpegIsProgressiveIfAsked() throws Exception {
    assertThat(bytes("{'name': 'out', 'format': 'jpeg', 'progressive': true}"))
        .contains(0xFF, 0xC2);
    assertThat(bytes("{'name': 'out', 'format': 'jpeg'}")).contains(0xFF, 0xC0);
  }

  @ParameterizedTest
  @CsvSource({"jpeg, 8000", "jpeg, 20000", "webp, 8000"})
  void qualityIsLoweredUntilTheFileIsSmallEnough(String format, int most) throws Exception {
    String output = "{'name': 'out', 'format': '%s', 'quality': 95%s}";

    byte[] free = bytes(resource("chelsea.png"), output.formatted(format, ""));
    byte[] small =
        bytes(resource("chelsea.png"), output.formatted(format, ", 'maxBytes': " + most));

    assertThat(free.length).isGreaterThan(most);
    assertThat(small.length).isBetween(most * 9 / 10, most);
  }

  @Test
  void fileThatIsSmallEnoughKeepsItsQuality() throws Exception {
    String output = "{'name': 'out', 'format': 'jpeg', 'quality': 70%s}";

    byte[] free = bytes(resource("chelsea.png"), output.formatted(""));
    byte[] limited =
        bytes(resource("chelsea.png"), output.formatted(", 'maxBytes': " + free.length));

    assertThat(limited).isEqualTo(free);
  }

  @ParameterizedTest
  @CsvSource({"jpeg, lowest quality", "png, lossless"})
  void fileThatCannotBeSmallEnoughFailsForGood(String format, String reason) throws Exception {
    TaskRig task =
        task(
            "{'name': 'out', 'format': '%s', 'maxBytes': 1000}".formatted(format),
            resource("chelsea.png"));

    Outcome.Failed failed = failed(task);

    assertThat(failed.code()).isEqualTo("image-too-large");
    assertThat(failed.message()).contains("output out", reason, "at most 1,000");
    assertThat(task.fileCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'spin': 90}",
        "{'rotate': 45}",
        "{'rotate': 90, 'blur': 1}",
        "{'watermark': {'text': 'שלום'}}",
        "{'watermark': {'text': '漢字'}}",
        "{'watermark': {'text': '\u00a0'}}",
      })
  void operationThatBreaksARuleFailsForGood(String operation) throws Exception {
    TaskRig task = task(output("[%s]".formatted(operation)), png(quarters(96, 64)));

    assertThat(failed(task).code()).isEqualTo("invalid-input");
  }

  private static String output(String operations) {
    return "{'name': 'out', 'format': 'png', 'operations': %s}".formatted(operations);
  }

  private TaskRig task(String output, byte[] photo) {
    String input = "{'source': {'file': 'photo'}, 'outputs': [%s]}".formatted(output);
    return TaskRig.task(input.replace('\'', '"'), directory).file("photo", photo);
  }

  private BufferedImage made(String operations) throws Exception {
    return image(task(output(operations), png(quarters(96, 64))));
  }

  private BufferedImage image(TaskRig task) throws Exception {
    return read(bytes(task));
  }

  private byte[] bytes(String output) throws Exception {
    return bytes(png(quarters(96, 64)), output);
  }

  private byte[] bytes(byte[] photo, String output) throws Exception {
    return bytes(task(output, photo));
  }

  private byte[] bytes(TaskRig task) throws Exception {
    OutputFile file = succeeded(task).files().getFirst();
    return task.bytes(file.id());
  }

  private JsonNode faceIn(BufferedImage image) throws Exception {
    TaskRig task =
        TaskRig.task(
                "{\"source\": {\"file\": \"photo\"}, \"faces\": {\"detect\": true}}", directory)
            .file("photo", png(image));
    JsonNode faces = succeeded(task).result().path("faces");
    assertThat(faces).hasSize(1);
    return faces.path(0).path("box");
  }

  private Outcome.Succeeded succeeded(TaskRig task) throws Exception {
    return task.succeeds(handler);
  }

  private Outcome.Failed failed(TaskRig task) throws Exception {
    return task.failsForGood(handler);
  }

  private static void assertSize(BufferedImage image, int width, int height) {
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
  }

  /// Checks the corners, row by row and from the left.
  private static void assertCorners(BufferedImage image, Color... colours) {
    int right = image.getWidth() - 2;
    int bottom = image.getHeight() - 2;
    assertPixel(image, 1, 1, colours[0]);
    assertPixel(image, right, 1, colours[1]);
    assertPixel(image, 1, bottom, colours[2]);
    assertPixel(image, right, bottom, colours[3]);
  }

  /// The smallest box around all pixels that are not black.
  private static Rectangle seen(BufferedImage image) {
    Rectangle box = new Rectangle(-1, -1);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (new Color(image.getRGB(x, y)).getRed() > 40) {
          box.add(new Rectangle(x, y, 1, 1));
        }
      }
    }
    return box;
  }

  private static BufferedImage scaled(BufferedImage image, int width, int height) {
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = result.createGraphics();
    pen.drawImage(image.getScaledInstance(width, height, java.awt.Image.SCALE_SMOOTH), 0, 0, null);
    pen.dispose();
    return result;
  }

  private static BufferedImage filled(int width, int height, Color colour) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(colour);
    pen.fillRect(0, 0, width, height);
    pen.dispose();
    return image;
  }

  private static Color grey(Color colour) {
    int value =
        (int)
            Math.round(
                0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue());
    return new Color(value, value, value);
  }

  private static Color mix(Color below, Color above, double opacity) {
    return new Color(
        (int) (below.getRed() * (1 - opacity) + above.getRed() * opacity),
        (int) (below.getGreen() * (1 - opacity) + above.getGreen() * opacity),
        (int) (below.getBlue() * (1 - opacity) + above.getBlue() * opacity));
  }
}
