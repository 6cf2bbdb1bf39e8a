package dev.offload.image;

import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.quarters;
import static dev.offload.image.TestPictures.read;
import static dev.offload.image.TestPictures.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.image.MemoryBudget.Share;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.operations.Mark;
import dev.offload.image.operations.Marks;
import dev.offload.schemas.task.Progress;
import dev.offload.worker.Outcome;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The part of a picture around its faces can be higher than the picture for its width. Then an
/// output that is as wide as asked for has more pixels than anybody could know before.
class CropAroundFacesTest {
  private static final long MEMORY = 64L << 20;

  /// Memory is taken in units.
  private static final int ROUNDING = 2_048;
  private static final byte[] LANDSCAPE = landscape();
  private static final byte[] MARK = png(quarters(96, 64));
  private static final String TASK =
      """
      {"source": {"file": "photo"}, "outputs": [{"name": "portrait", "operations": [
        {"crop": {"around": "faces"}},
        {"resize": {"width": 600, "withoutEnlargement": false}},
        {"sharpen": 1},
        {"watermark": {"file": "mark"}}]}]}
      """;

  private static final ImageConfig CONFIG = TestConfig.defaults();
  private static final FaceTools FACES = TestConfig.faceTools();

  private final MemoryBudget pixels = new MemoryBudget(MEMORY);

  @TempDir Path directory;

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(directory).isEmptyDirectory();
    assertThat(pixels.takeNow(MEMORY)).isPresent();
  }

  @AfterAll
  static void closeNetworks() {
    FACES.close();
  }

  @Test
  void moreMemoryIsTakenIfItIsFree() throws Exception {
    TaskRig task = task();

    Outcome outcome = work(task).run();

    assertPortrait(outcome, task);
  }

  @Test
  void taskWaitsForMoreMemoryWithoutItsShareAndLooksForFacesOnce() throws Exception {
    TaskRig task = task();
    FutureTask<Outcome> work = new FutureTask<>(() -> work(task).run());
    Thread worker = new Thread(work);
    try (Share _ = pixels.take(MEMORY - cost(task) - ROUNDING, "another picture")) {
      worker.start();
      while (worker.isAlive()
          && (task.progress().size() < 2 || worker.getState() != Thread.State.WAITING)) {
        Thread.onSpinWait();
      }
      assertThat(work.isDone()).isFalse();
      assertThat(pixels.takeNow(cost(task)).map(CropAroundFacesTest::givenBack)).contains(true);
    }

    assertPortrait(work.get(), task);
  }

  @Test
  void cropThatNeedsMoreMemoryThanThereIsFailsForGood() throws Exception {
    TaskRig task = task();
    MemoryBudget small = new MemoryBudget(cost(task));
    ImageHandler handler =
        new ImageHandler(
            TestConfig.with(Map.of("offload.image.memory", "" + small.bytes())),
            TestConfig.NO_GALLERIES);

    assertThat(handler.handle(task))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.isFinal()).isTrue();
              assertThat(failed.code()).isEqualTo("image-too-large");
              assertThat(failed.message()).contains("cropped around its faces", "for all pictures");
            });
    handler.close();
  }

  private static void assertPortrait(Outcome outcome, TaskRig task) {
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    BufferedImage made = read(task.bytes(((Outcome.Succeeded) outcome).files().getFirst().id()));
    assertThat(made.getWidth()).isEqualTo(600);
    assertThat(made.getHeight()).isGreaterThan(500);
    assertThat(task.progress())
        .containsExactly(
            new Progress(1, 3, "decoded"),
            new Progress(2, 3, "1 face found"),
            new Progress(3, 3, "portrait made"));
  }

  private static boolean givenBack(Share share) {
    share.close();
    return true;
  }

  private TaskRig task() {
    return TaskRig.task(TASK, directory).file("photo", LANDSCAPE).file("mark", MARK);
  }

  private ImageWork work(TaskRig task) {
    PictureMemory memory = new PictureMemory(new MemoryBudget(MEMORY), pixels);
    return new ImageWork(task, task.input(ImageTask.class), CONFIG, memory, FACES);
  }

  /// As far as it is known before somebody looks for faces.
  private static long cost(TaskRig task) throws Exception {
    PictureHeader header = PictureHeader.read(LANDSCAPE);
    try (Marks marks = new Marks(Map.of("mark", Mark.read(MARK)))) {
      WorkPlan plan =
          WorkPlan.of(task.input(ImageTask.class), header, marks, CONFIG, FACES.finder());
      return PictureCost.of(LANDSCAPE.length, header, plan)
          + marks.all().stream().mapToLong(PictureCost::ofMark).sum();
    }
  }

  private static byte[] landscape() {
    BufferedImage image = new BufferedImage(1_200, 512, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.drawImage(read(resource("astronaut.png")), 0, 0, null);
    pen.dispose();
    return png(image);
  }
}
