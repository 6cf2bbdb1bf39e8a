package dev.offload.image;

import static dev.offload.image.PixelAssert.assertPixel;
import static dev.offload.image.PixelAssert.assertQuarters;
import static dev.offload.image.TestPictures.exif;
import static dev.offload.image.TestPictures.hugePng;
import static dev.offload.image.TestPictures.jpeg;
import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.pngWithoutPixels;
import static dev.offload.image.TestPictures.quarters;
import static dev.offload.image.TestPictures.read;
import static dev.offload.image.TestPictures.resource;
import static dev.offload.image.TestPictures.storedAs;
import static dev.offload.image.TestPictures.withExif;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.image.header.Orientation;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.Progress;
import dev.offload.worker.Outcome;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHandlerTest {
  private static final String LOOK = "{'source': {'file': 'photo'}}".replace('\'', '"');
  private final ImageHandler handler =
      new ImageHandler(TestConfig.defaults(), TestConfig.NO_GALLERIES);

  @TempDir Path directory;

  @AfterEach
  void nothingIsLeftBehind() {
    handler.close();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void errorForTooLittleMemorySaysHowManyPixelsFit() throws Exception {
    ImageConfig config = TestConfig.with(Map.of("offload.image.memory", "64M"));
    BufferedImage large = new BufferedImage(4000, 4000, BufferedImage.TYPE_4BYTE_ABGR);
    ImageHandler small = new ImageHandler(config, TestConfig.NO_GALLERIES);

    assertThat(small.handle(task(LOOK).file("photo", png(large))))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.isFinal()).isTrue();
              assertThat(failed.code()).isEqualTo("image-too-large");
              assertThat(failed.message())
                  .contains("4,000 × 4,000 pixels")
                  .contains("this worker has 64 MB for all pictures")
                  .containsPattern("enough for 11,\\d{3},\\d{3} pixels of such a picture")
                  .contains("offload.image.memory");
            });
  }

  @Test
  void photoBecomesThumbnailAndFaces() throws Exception {
    TaskRig task =
        task("""
        {"source": {"file": "photo"},
         "outputs": [
           {"name": "thumbnail", "resize": {"width": 128}, "format": "jpeg"},
           {"name": "small.webp", "resize": {"height": 64, "fit": "inside"},
            "format": "webp", "quality": 60}],
         "faces": {"detect": true}}
        """)
            .file("photo", resource("astronaut.png"));

    Outcome.Succeeded done = succeeded(task);

    JsonNode result = done.result();
    assertThat(result.path("width").asInt()).isEqualTo(512);
    assertThat(result.path("height").asInt()).isEqualTo(512);
    assertThat(result.path("format").asText()).isEqualTo("png");
    assertThat(result.has("orientation")).isFalse();
    assertThat(result.path("faces")).hasSize(1);
    assertThat(result.at("/faces/0/box/x").asInt()).isBetween(150, 180);
    assertThat(result.at("/faces/0/box/width").asInt()).isBetween(90, 140);
    assertThat(result.at("/faces/0/score").asDouble()).isBetween(0.9, 1.0);
    assertThat(done.files())
        .extracting(OutputFile::name, OutputFile::contentType)
        .containsExactly(tuple("thumbnail.jpg", "image/jpeg"), tuple("small.webp", "image/webp"));
    OutputFile thumbnail = done.files().getFirst();
    assertThat(result.at("/outputs/0").toString())
        .isEqualTo(
            """
            {"name":"thumbnail","file":"%s","width":128,"height":128,"format":"jpeg","size":%d}\
            """
                .formatted(thumbnail.id(), thumbnail.size()));
    assertThat(read(task.bytes(thumbnail.id())).getWidth()).isEqualTo(128);
    assertThat(task.bytes(done.files().getLast().id()))
        .startsWith('R', 'I', 'F', 'F')
        .hasSizeLessThan(4000);
  }

  @Test
  void progressIsToldStepByStep() throws Exception {
    TaskRig task =
        task("""
        {"source": {"file": "photo"}, "faces": {"detect": true},
         "outputs": [{"name": "a"}, {"name": "b"}]}
        """)
            .file("photo", resource("chelsea.png"));

    succeeded(task);

    assertThat(task.progress())
        .containsExactly(
            new Progress(1, 4, "decoded"),
            new Progress(2, 4, "0 faces found"),
            new Progress(3, 4, "a made"),
            new Progress(4, 4, "b made"));
  }

  @Test
  void facesAreAbsentIfTheTaskDoesNotAskForThem() throws Exception {
    JsonNode result = succeeded(task(LOOK).file("photo", resource("astronaut.png"))).result();

    assertThat(result.has("faces")).isFalse();
    assertThat(result.path("outputs")).isEmpty();
  }

  @Test
  void turnedPhotoIsMadeUprightAndItsOrientationReported() throws Exception {
    byte[] photo = withExif(jpeg(storedAs(Orientation.TURN_CLOCKWISE, quarters(96, 64))), exif(6));
    TaskRig task =
        task("{\"source\": {\"file\": \"photo\"}, \"outputs\": [{\"name\": \"same\"}]}")
            .file("photo", photo);

    Outcome.Succeeded done = succeeded(task);

    assertThat(done.result().path("orientation").asInt()).isEqualTo(6);
    assertThat(done.result().path("width").asInt()).isEqualTo(96);
    assertThat(done.result().path("height").asInt()).isEqualTo(64);
    assertQuarters(read(task.bytes(done.files().getFirst().id())), 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"jpeg,jpeg", "png,png", "gif,png", "tiff,png", "bmp,png"})
  void outputWithoutAFormatIsLikeItsSource(String source, String expected) throws Exception {
    byte[] photo =
        switch (source) {
          case "jpeg" -> jpeg(quarters(96, 64));
          case "png" -> png(quarters(96, 64));
          case "tiff" -> TestPictures.tiff(quarters(96, 64), "LZW", 1);
          case "bmp" -> TestPictures.bmp(quarters(96, 64));
          default -> TestPictures.gif(quarters(96, 64));
        };
    TaskRig task =
        task("{\"source\": {\"file\": \"photo\"}, \"outputs\": [{\"name\": \"same\"}]}")
            .file("photo", photo);

    assertThat(succeeded(task).result().at("/outputs/0/format").asText()).isEqualTo(expected);
  }

  @Test
  void transparencyBecomesWhiteOrTheNamedColourInAJpeg() throws Exception {
    TaskRig task =
        task("""
        {"source": {"file": "photo"}, "outputs": [
          {"name": "white", "format": "jpeg"},
          {"name": "green", "format": "jpeg", "background": "#00ff00"},
          {"name": "clear", "format": "png", "background": "#00ff00"}]}
        """)
            .file("photo", png(new BufferedImage(32, 32, BufferedImage.TYPE_INT_ARGB)));

    Outcome.Succeeded done = succeeded(task);

    assertPixel(read(task.bytes(done.files().get(0).id())), 16, 16, Color.WHITE);
    assertPixel(read(task.bytes(done.files().get(1).id())), 16, 16, Color.GREEN);
    assertPixel(read(task.bytes(done.files().get(2).id())), 16, 16, new Color(0, 0, 0, 0));
  }

  @Test
  void betterQualityTakesMoreBytes() throws Exception {
    TaskRig task =
        task("""
        {"source": {"file": "photo"}, "outputs": [
          {"name": "poor", "format": "jpeg", "quality": 30},
          {"name": "usual", "format": "jpeg"},
          {"name": "good", "format": "jpeg", "quality": 95}]}
        """)
            .file("photo", resource("chelsea.png"));

    assertThat(succeeded(task).files())
        .isSortedAccordingTo(Comparator.comparingLong(OutputFile::size));
  }

  /// Whoever decodes it finds that it is broken.
  @Test
  void pictureOfTooManyPixelsIsRefusedBeforeItIsDecoded() throws Exception {
    TaskRig task = task(LOOK).file("photo", pngWithoutPixels(20_000, 20_000));

    Outcome.Failed failed = failedForGood(task);

    assertThat(failed.code()).isEqualTo("image-too-large");
    assertThat(failed.message()).contains("20,000 × 20,000", "100,000,000");
    assertThat(failedForGood(task(LOOK).file("photo", pngWithoutPixels(20, 20))).code())
        .isEqualTo("image-corrupt");
  }

  @ParameterizedTest
  @CsvSource({
    "offload.image.max-pixels, 6143",
    "offload.image.max-file-size, 200",
  })
  void limitsAreThoseOfTheConfiguration(String property, String value) throws Exception {
    ImageHandler strict =
        new ImageHandler(TestConfig.with(Map.of(property, value)), TestConfig.NO_GALLERIES);
    TaskRig task = task(LOOK).file("photo", png(quarters(96, 64)));

    assertThat(strict.handle(task))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo("image-too-large");
              assertThat(failed.isFinal()).isTrue();
            });
    assertThat(handler.handle(task)).isInstanceOf(Outcome.Succeeded.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name': 'vast', 'resize': {'width': 16000, 'height': 16000, 'fit': 'contain'}}",
        "{'name': 'vast', 'resize': {'width': 16000, 'withoutEnlargement': false}}"
      })
  void outputOfTooManyPixelsIsRefused(String output) throws Exception {
    String input = "{'source': {'file': 'photo'}, 'outputs': [%s]}".formatted(output);
    TaskRig task = task(input.replace('\'', '"')).file("photo", png(quarters(96, 64)));

    assertThat(failedForGood(task).code()).isEqualTo("image-too-large");
    assertThat(task.fileCount()).isEqualTo(1);
  }

  @Test
  void operationsThatTakeTooMuchTimeAreRefused() throws Exception {
    String operations = String.join(",", Collections.nCopies(20, "{'blur': 50}"));
    String outputs =
        IntStream.range(0, ImageTask.MAX_OUTPUTS)
            .mapToObj(i -> "{'name': 'out%d', 'operations': [%s]}".formatted(i, operations))
            .collect(Collectors.joining(","));
    String input = "{'source': {'file': 'photo'}, 'outputs': [%s]}".formatted(outputs);
    TaskRig task = task(input.replace('\'', '"')).file("photo", hugePng(4_000, 3_000));

    Outcome.Failed failed = failedForGood(task);

    assertThat(failed.code()).isEqualTo("image-too-large");
    assertThat(failed.message()).contains("operations", "output out1 ", "20,000,000,000");
    assertThat(task.progress()).isEmpty();
  }

  @Test
  void outputThatIsTooLargeForItsFormatIsRefused() throws Exception {
    TaskRig task =
        task("""
        {"source": {"file": "photo"}, "outputs": [{"name": "long", "format": "webp"}]}
        """)
            .file("photo", hugePng(16_384, 2));

    assertThat(failedForGood(task).message()).contains("16,383");
  }

  @Test
  void unusableFilesFailForGoodWithTheReason() throws Exception {
    byte[] photo = resource("chelsea.png");

    assertThat(failedForGood(task(LOOK).file("photo", new byte[] {1, 2, 3, 4})).code())
        .isEqualTo("not-an-image");
    assertThat(
            failedForGood(task(LOOK).file("photo", "\0\0\0\u0018ftypheic....".getBytes(ISO_8859_1)))
                .code())
        .isEqualTo("image-unsupported");
    assertThat(
            failedForGood(task(LOOK).file("photo", Arrays.copyOf(photo, photo.length / 2))).code())
        .isEqualTo("image-corrupt");
  }

  @Test
  void missingFileFailsForGood() throws Exception {
    Outcome.Failed failed = failedForGood(task(LOOK));

    assertThat(failed.code()).isEqualTo("file-not-found");
    assertThat(failed.message()).contains("photo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'source': {}}",
        "{'source': {'file': ''}}",
        "{'source': {'file': 'photo'}, 'outputs': [{}]}",
        "{'source': {'file': 'photo'}, 'outputs': [{'name': '../etc'}]}",
        "{'source': {'file': 'photo'}, 'outputs': [{'name': 'a'}, {'name': 'a'}]}",
        "{'source': {'file': 'photo'}, 'outputs': [{'name': 'a', 'quality': 101}]}",
        "{'source': {'file': 'photo'}, 'outputs': [{'name': 'a', 'format': 'tiff'}]}",
        "{'source': {'file': 'photo'}, 'outputs': [{'name': 'a', 'background': 'red'}]}",
        "{'source': {'file': 'photo'}, 'outputs': [{'name': 'a', 'resize': {}}]}",
        "{'source': {'file': 'photo'}, 'outputs': [{'name': 'a', 'resize': {'width': 0}}]}",
        "{'source': {'file': 'photo'}, 'outputs': [{'name': 'a', 'resize': {'width': 9, 'fit':"
            + " 'x'}}]}",
      })
  void inputThatBreaksARuleFailsForGood(String input) throws Exception {
    TaskRig task = task(input.replace('\'', '"')).file("photo", png(quarters(96, 64)));

    assertThat(failedForGood(task).code()).isEqualTo("invalid-input");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void cancelledTaskStopsBetweenItsStepsAndIsHandedBack(int steps) throws Exception {
    TaskRig task =
        task("""
        {"source": {"file": "photo"}, "faces": {"detect": true},
         "outputs": [{"name": "a"}, {"name": "b"}]}
        """)
            .file("photo", resource("chelsea.png"))
            .cancelledAfter(steps);

    assertThat(handler.handle(task)).isEqualTo(new Outcome.Snoozed(Duration.ZERO));
    assertThat(task.progress()).hasSize(steps);
  }

  /// Before the output, before each of its operations, and before it is written.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 6, 7})
  void cancelledTaskStopsWithinAnOutput(int question) throws Exception {
    TaskRig task =
        task("""
        {"source": {"file": "photo"}, "outputs": [{"name": "a", "format": "jpeg", "maxBytes": 2000,
          "operations": [{"blur": 1}, {"blur": 1}, {"blur": 1}, {"blur": 1}]}]}
        """)
            .file("photo", resource("chelsea.png"))
            .cancelledAtQuestion(question);

    assertThat(handler.handle(task)).isEqualTo(new Outcome.Snoozed(Duration.ZERO));
    assertThat(task.fileCount()).isEqualTo(1);
  }

  private TaskRig task(String input) {
    return TaskRig.task(input, directory);
  }

  private Outcome.Succeeded succeeded(TaskRig task) throws Exception {
    return task.succeeds(handler);
  }

  private Outcome.Failed failedForGood(TaskRig task) throws Exception {
    return task.failsForGood(handler);
  }
}
