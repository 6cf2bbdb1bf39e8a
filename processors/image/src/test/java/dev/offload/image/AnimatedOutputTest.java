package dev.offload.image;

import static dev.offload.image.PixelAssert.assertPixel;
import static dev.offload.image.TestGif.BLUE;
import static dev.offload.image.TestGif.CLEAR;
import static dev.offload.image.TestGif.GREEN;
import static dev.offload.image.TestGif.KEEP;
import static dev.offload.image.TestGif.NONE;
import static dev.offload.image.TestGif.RED;
import static dev.offload.image.TestGif.RESTORE;
import static dev.offload.image.TestPictures.jpeg;
import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.quarters;
import static dev.offload.image.TestPictures.withChunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.offload.image.header.PictureHeader;
import dev.offload.image.pixels.Encoded;
import dev.offload.image.pixels.OutputFormat;
import dev.offload.image.pixels.Played;
import dev.offload.image.pixels.Reduction;
import dev.offload.worker.Outcome;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An animated GIF becomes an animated WebP, which libwebp plays. The canvas has 32 × 32
/// pixels, and most frames are quarters of it.
class AnimatedOutputTest {
  private static final String ANIMATED =
      "{'name': 'moving', 'format': 'webp', 'animated': true, 'quality': 100}";
  private static final Color SEE_THROUGH = new Color(0, 0, 0, 0);

  private final ImageHandler handler =
      new ImageHandler(TestConfig.defaults(), TestConfig.NO_GALLERIES);

  @TempDir Path directory;

  @AfterEach
  void nothingIsLeftBehind() {
    handler.close();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void framesAreDrawnOneOntoTheOther() throws Exception {
    Played played =
        played(
            gif()
                .frame(0, 0, 32, 32, RED)
                .frame(16, 0, 16, 16, GREEN)
                .frame(0, 16, 16, 16, BLUE)
                .whole());

    assertThat(played.frames()).hasSize(3);
    assertQuarters(played.frames().get(0), Color.RED, Color.RED, Color.RED, Color.RED);
    assertQuarters(played.frames().get(1), Color.RED, Color.GREEN, Color.RED, Color.RED);
    assertQuarters(played.frames().get(2), Color.RED, Color.GREEN, Color.BLUE, Color.RED);
  }

  @Test
  void transparentPixelsOfAFrameShowWhatWasThereBefore() throws Exception {
    Played played =
        played(
            gif()
                .frame(0, 0, 16, 32, RED)
                .control(KEEP, 10, true)
                .frame(0, 0, 32, 32, NONE)
                .frame(16, 16, 16, 16, BLUE)
                .whole());

    assertQuarters(played.frames().get(0), Color.RED, SEE_THROUGH, Color.RED, SEE_THROUGH);
    assertQuarters(played.frames().get(1), Color.RED, SEE_THROUGH, Color.RED, SEE_THROUGH);
    assertQuarters(played.frames().get(2), Color.RED, SEE_THROUGH, Color.RED, Color.BLUE);
  }

  /// 4 is what some programs wrote for 3.
  @ParameterizedTest
  @CsvSource({"0, GREEN", "1, GREEN", "2, CLEAR", "3, RED", "4, RED", "7, GREEN"})
  void frameIsDisposedOfAsTheFileSays(int disposal, String left) throws Exception {
    Played played =
        played(
            gif()
                .frame(0, 0, 32, 32, RED)
                .control(disposal, 10, false)
                .frame(16, 0, 16, 16, GREEN)
                .frame(0, 16, 16, 16, BLUE)
                .whole());

    Color there =
        switch (left) {
          case "GREEN" -> Color.GREEN;
          case "CLEAR" -> SEE_THROUGH;
          default -> Color.RED;
        };
    assertQuarters(played.frames().get(1), Color.RED, Color.GREEN, Color.RED, Color.RED);
    assertQuarters(played.frames().get(2), Color.RED, there, Color.BLUE, Color.RED);
  }

  @Test
  void clearedFrameMayBeWiderThanItIsHigh() throws Exception {
    Played played =
        played(
            gif()
                .frame(0, 0, 32, 32, RED)
                .control(CLEAR, 10, false)
                .frame(0, 16, 32, 16, GREEN)
                .frame(0, 0, 16, 16, BLUE)
                .whole());

    assertQuarters(played.frames().get(2), Color.BLUE, Color.RED, SEE_THROUGH, SEE_THROUGH);
  }

  @Test
  void partsOfFramesOutsideOfTheCanvasAreLeftOut() throws Exception {
    Played played =
        played(
            gif()
                .frame(0, 0, 32, 32, RED)
                .control(RESTORE, 10, false)
                .frame(16, 16, 48, 200, GREEN)
                .control(CLEAR, 10, false)
                .frame(65_000, 65_000, 100, 2, BLUE)
                .frame(16, 0, 0, 0, GREEN)
                .whole());

    assertThat(played.frames()).hasSize(4);
    assertQuarters(played.frames().get(1), Color.RED, Color.RED, Color.RED, Color.GREEN);
    for (BufferedImage later : played.frames().subList(2, 4)) {
      assertQuarters(later, Color.RED, Color.RED, Color.RED, Color.RED);
    }
  }

  @Test
  void framesAreShownForAsLongAsBrowsersShowThem() throws Exception {
    Played played =
        played(
            gif()
                .control(KEEP, 7, false)
                .frame(0, 0, 32, 32, RED)
                .control(KEEP, 0, false)
                .frame(0, 0, 16, 16, GREEN)
                .control(KEEP, 1, false)
                .frame(0, 0, 16, 16, RED)
                .control(KEEP, 65_535, false)
                .frame(0, 0, 16, 16, BLUE)
                .whole());

    assertThat(played.milliseconds()).containsExactly(70, 100, 100, 655_350);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 2", "4, 5", "65535, 65535"})
  void animationIsRepeatedAsOftenAsTheFileSays(int repeated, int plays) throws Exception {
    TestGif gif = TestGif.ofSize(32, 32).repeated(repeated);

    assertThat(played(gif.frame(0, 0, 9, 9, RED).frame(0, 0, 9, 9, BLUE).whole()).plays())
        .isEqualTo(plays);
  }

  @Test
  void animationThatSaysNothingAboutItIsShownOnce() throws Exception {
    byte[] gif = gif().frame(0, 0, 9, 9, RED).frame(0, 0, 9, 9, BLUE).whole();

    assertThat(played(gif).plays()).isEqualTo(1);
  }

  @Test
  void operationsAreDoneToEachFrame() throws Exception {
    String output =
        ANIMATED.replace("'quality'", "'operations': [{'flip': 'horizontal'}], 'quality'");
    byte[] gif = gif().frame(0, 0, 32, 32, RED).frame(0, 0, 16, 16, GREEN).whole();

    Played played = played(gif, output);

    assertQuarters(played.frames().get(0), Color.RED, Color.RED, Color.RED, Color.RED);
    assertQuarters(played.frames().get(1), Color.RED, Color.GREEN, Color.RED, Color.RED);
  }

  @Test
  void resizedAnimationHasAllFramesAndTheResultCountsThem() throws Exception {
    byte[] gif = gif().frame(0, 0, 32, 32, RED).frame(0, 0, 32, 32, GREEN).whole();
    String output = ANIMATED.replace("'quality'", "'resize': {'width': 10}, 'quality'");
    TaskRig task = task(gif, output + ", {'name': 'first'}");

    Outcome.Succeeded done = task.succeeds(handler);

    assertThat(done.result().at("/outputs/0/frames").asInt()).isEqualTo(2);
    assertThat(done.result().at("/outputs/0/width").asInt()).isEqualTo(10);
    assertThat(done.result().at("/outputs/1").has("frames")).isFalse();
    Played played = Played.of(task.bytes(done.files().getFirst().id()));
    assertThat(played.frames()).hasSize(2).allMatch(frame -> frame.getWidth() == 10);
    assertPixel(played.frames().get(1), 5, 5, Color.GREEN);
    assertPixel(TestPictures.read(task.bytes(done.files().getLast().id())), 16, 16, Color.RED);
  }

  @Test
  void pictureThatDoesNotMoveBecomesOneThatDoesNotMove() throws Exception {
    for (byte[] still : List.of(gif().frame(0, 0, 32, 32, RED).whole(), jpeg(quarters(32, 32)))) {
      TaskRig task = task(still, ANIMATED);
      Outcome.Succeeded done = task.succeeds(handler);

      assertThat(done.result().at("/outputs/0").has("frames")).isFalse();
      assertThat(new String(task.bytes(done.files().getFirst().id()), 0, 16, "US-ASCII"))
          .endsWith("VP8 ");
    }
  }

  @Test
  void animationsOfOtherFormatsAreRefusedAndNotCutToOneFrame() throws Exception {
    byte[] apng = withChunk(png(quarters(32, 32)), "acTL", new byte[] {0, 0, 0, 2, 0, 0, 0, 0});
    TaskRig moving = task(gif().frame(0, 0, 9, 9, RED).frame(0, 0, 9, 9, BLUE).whole(), ANIMATED);
    byte[] webp = moving.bytes(moving.succeeds(handler).files().getFirst().id());

    for (byte[] unread : List.of(apng, webp)) {
      Outcome.Failed failed = task(unread, ANIMATED).failsForGood(handler);
      assertThat(failed.code()).isEqualTo("image-unsupported");
      assertThat(failed.message()).contains("the first frame alone is read");
      task(unread, "{'name': 'first'}").succeeds(handler);
    }
    task(Encoded.webp(quarters(32, 32), 80), ANIMATED).succeeds(handler);
  }

  @Test
  void animationThatIsCutOffIsCorruptAndItsFirstFrameIsNot() throws Exception {
    byte[] cut =
        Arrays.copyOf(gif().frame(0, 0, 32, 32, RED).frame(0, 0, 32, 32, GREEN).cut(), 800);
    byte[] odd = gif().frame(0, 0, 32, 32, RED).bytes(0x77).frame(0, 0, 9, 9, RED).whole();

    for (byte[] damaged : List.of(cut, odd)) {
      assertThat(task(damaged, ANIMATED).failsForGood(handler).code()).isEqualTo("image-corrupt");
      task(damaged, "{'name': 'first'}").succeeds(handler);
    }
  }

  @Test
  void animationWithoutATrailerIsRead() throws Exception {
    assertThat(played(gif().frame(0, 0, 9, 9, RED).frame(0, 0, 9, 9, BLUE).cut()).frames())
        .hasSize(2);
  }

  @Test
  void tenThousandFramesAreRefusedBeforeAnyIsDecoded() throws Exception {
    TestGif gif = gif();
    for (int i = 0; i < 10_000; i++) {
      gif.frame(0, 0, 1, 1, i % 3);
    }
    TaskRig task = task(gif.whole(), ANIMATED);

    Outcome.Failed failed = task.failsForGood(handler);

    assertThat(failed.code()).isEqualTo("image-too-large");
    assertThat(failed.message()).contains("more than 2,000 frames");
    assertThat(task.progress()).isEmpty();
  }

  /// Each of the later frames is small, and a whole picture that has to be shown.
  @Test
  void framesCountWithThePixelsThatAreShown() throws Exception {
    ImageHandler strict =
        new ImageHandler(
            TestConfig.with(Map.of("offload.image.max-pixels", "3071")), TestConfig.NO_GALLERIES);
    byte[] gif = gif().frame(0, 0, 1, 1, RED).frame(0, 0, 1, 1, RED).frame(0, 0, 1, 1, RED).whole();

    Outcome.Failed failed = task(gif, ANIMATED).failsForGood(strict);

    assertThat(failed.code()).isEqualTo("image-too-large");
    assertThat(failed.message()).contains("3 frames", "3,072 pixels", "3,071");
    task(gif, "{'name': 'first'}").succeeds(strict);
  }

  @Test
  void frameThatIsMuchLargerThanTheCanvasIsRefusedBeforeItIsDecoded() throws Exception {
    TestGif gif = gif().frame(0, 0, 9, 9, RED);
    // A frame that says that it is large, and has hardly any data.
    gif.bytes(0x2C, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 2, 1, 0x2C, 0);

    Outcome.Failed failed = task(gif.whole(), ANIMATED).failsForGood(handler);

    assertThat(failed.code()).isEqualTo("image-too-large");
    assertThat(failed.message()).contains("2 frames");
  }

  @Test
  void enlargedAnimationIsRefusedByItsPixelsInAll() throws Exception {
    byte[] gif = gif().frame(0, 0, 9, 9, RED).frame(0, 0, 9, 9, BLUE).whole();
    String output =
        ANIMATED.replace(
            "'quality'", "'resize': {'width': 8000, 'withoutEnlargement': false}, 'quality'");

    Outcome.Failed failed = task(gif, output).failsForGood(handler);

    assertThat(failed.message()).contains("output moving would have 2 frames of 8,000 × 8,000");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void cancelledTaskStopsBetweenFrames(int question) throws Exception {
    TestGif gif = gif();
    for (int i = 0; i < 5; i++) {
      gif.frame(0, 0, 9, 9, i % 3);
    }
    TaskRig task = task(gif.whole(), ANIMATED).cancelledAtQuestion(question);

    assertThat(handler.handle(task)).isEqualTo(new Outcome.Snoozed(Duration.ZERO));
    assertThat(task.fileCount()).isEqualTo(1);
  }

  /// All frames together would take 400 MB.
  @Test
  void memoryIsThatOfOneFrameAndIsCounted() throws Exception {
    assumeTrue(PeakMemory.isCounted(), "the peak of memory can be read on Linux alone");
    TestGif gif = TestGif.ofSize(1000, 1000);
    for (int i = 0; i < 99; i++) {
      gif.control(RESTORE, 10, true).frame(i, 0, 900, 10, i % 3);
    }
    byte[] file = gif.whole();
    task(gif().frame(0, 0, 9, 9, RED).frame(0, 0, 9, 9, BLUE).whole(), ANIMATED).succeeds(handler);
    TaskRig task = task(file, ANIMATED);

    PeakMemory peak = PeakMemory.count();
    task.succeeds(handler);

    long cost = cost(file);
    assertThat(cost).isLessThan(150L << 20);
    assertThat(peak.sinceThen()).isLessThan(cost);
  }

  private static long cost(byte[] gif) throws Exception {
    PictureHeader header = SourcePicture.read(gif, true, 100).header();
    OutputPlan still = OutputPlans.of(header, OutputFormat.WEBP, Collections.emptyList());
    OutputPlan moving =
        new OutputPlan(
            "moving",
            still.chain(),
            still.encoding(),
            OutputPlan.Kept.NOTHING,
            still.background(),
            header.motion().frames());
    WorkPlan plan = new WorkPlan(List.of(moving), false, Reduction.NONE);
    return PictureCost.of(gif.length, header, plan);
  }

  private static TestGif gif() {
    return TestGif.ofSize(32, 32);
  }

  private Played played(byte[] gif) throws Exception {
    return played(gif, ANIMATED);
  }

  private Played played(byte[] gif, String output) throws Exception {
    TaskRig task = task(gif, output);
    return Played.of(task.bytes(task.succeeds(handler).files().getFirst().id()));
  }

  private TaskRig task(byte[] file, String outputs) {
    String input = "{'source': {'file': 'photo'}, 'outputs': [%s]}".formatted(outputs);
    return TaskRig.task(input.replace('\'', '"'), directory).file("photo", file);
  }

  private static void assertQuarters(BufferedImage seen, Color... quarters) {
    assertPixel(seen, 7, 7, quarters[0]);
    assertPixel(seen, 24, 7, quarters[1]);
    assertPixel(seen, 7, 24, quarters[2]);
    assertPixel(seen, 24, 24, quarters[3]);
  }
}
