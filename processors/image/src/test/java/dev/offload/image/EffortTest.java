package dev.offload.image;

import static dev.offload.image.TestPictures.hugePng;
import static dev.offload.image.TestPictures.jpeg;
import static dev.offload.image.TestPictures.quarters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.image.faces.FaceFinder;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.header.UnfitPicture.Reason;
import dev.offload.image.operations.Blur;
import dev.offload.image.operations.Operation;
import dev.offload.image.pixels.OutputFormat;
import dev.offload.worker.Outcome;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a task may have computed, beside the pixels of its outputs.
class EffortTest {
  private final FaceFinder finder = new FaceFinder(TestConfig.defaults().faces(), 1);

  @TempDir Path directory;

  @AfterEach
  void close() {
    finder.close();
  }

  /// 400 of them read 32,000 million pixels of it.
  @Test
  void pictureOfAWatermarkCountsEachTimeThatItIsScaled() throws Exception {
    String marks = String.join(",", Collections.nCopies(20, "{'watermark': {'file': 'mark'}}"));
    String outputs =
        IntStream.range(0, ImageTask.MAX_OUTPUTS)
            .mapToObj(i -> "{'name': 'out%d', 'operations': [%s]}".formatted(i, marks))
            .collect(Collectors.joining(","));
    String input = "{'source': {'file': 'photo'}, 'outputs': [%s]}".formatted(outputs);
    TaskRig task =
        TaskRig.task(input.replace('\'', '"'), directory)
            .file("photo", jpeg(quarters(96, 64)))
            .file("mark", hugePng(10_000, 8_000));
    ImageHandler handler = new ImageHandler(TestConfig.defaults(), TestConfig.NO_GALLERIES);

    Outcome.Failed failed = task.failsForGood(handler);

    assertThat(failed.code()).isEqualTo("image-too-large");
    assertThat(failed.message()).contains("output out12 ", "smaller watermarks");
    assertThat(task.progress()).isEmpty();
  }

  @Test
  void searchesForFacesCountBesideTheOperations() throws UnfitPicture {
    Effort effort = new Effort(finder);
    PictureHeader picture = PictureHeader.read(hugePng(10_000, 10_000));
    List<OutputPlan> outputs = List.of(OutputPlans.of(picture, OutputFormat.PNG, blurs(3)));

    assertThatCode(() -> effort.require(outputs)).doesNotThrowAnyException();
    for (int compared = 0; compared < 10; compared++) {
      effort.search(picture, true);
    }

    assertTooLarge(() -> effort.require(outputs), "with the searches for faces");
  }

  @Test
  void searchesAloneHaveABound() throws UnfitPicture {
    Effort effort = new Effort(finder);
    PictureHeader picture = PictureHeader.read(hugePng(10_000, 10_000));

    assertTooLarge(
        () -> {
          for (int compared = 0; compared < 100; compared++) {
            effort.search(picture, true);
          }
        },
        "Compare with fewer or smaller pictures");
  }

  private static List<Operation> blurs(int count) {
    return Collections.nCopies(count, new Blur(40));
  }

  private static void assertTooLarge(ThrowingCallable work, String words) {
    assertThatExceptionOfType(UnfitPicture.class)
        .isThrownBy(work)
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
  }
}
