package dev.offload.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.image.header.Coding;
import dev.offload.image.header.Orientation;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.SourceFormat;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.header.UnfitPicture.Reason;
import dev.offload.image.pixels.OutputFormat;
import dev.offload.image.pixels.Reduction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How large a picture may be follows from the memory of the container.
class MemoryLimitTest {
  private static final long MB = 1L << 20;

  @ParameterizedTest
  @CsvSource({"64, 10000, 10000", "256, 10000, 10000", "256, 30000, 3333", "1024, 30000, 30000"})
  void tellsTheLargestPictureThatFits(long megabytes, int width, int height) {
    PictureHeader picture = png(width, height, true);
    MemoryLimit limit = new MemoryLimit(megabytes * MB, MemoryLimitTest::cost);

    long most = limit.mostPixels(picture);

    double factor = Math.sqrt(most / (double) picture.pixels());
    assertThat(cost(scaled(picture, 0.999 * factor))).isLessThan(megabytes * MB);
    assertThat(cost(scaled(picture, 1.001 * factor))).isGreaterThan(megabytes * MB);
  }

  @Test
  void opaquePictureMayBeLargerThanOneWithOpacity() {
    MemoryLimit limit = new MemoryLimit(256 * MB, MemoryLimitTest::cost);

    assertThat(limit.mostPixels(png(10_000, 10_000, false)))
        .isGreaterThan(limit.mostPixels(png(10_000, 10_000, true)));
  }

  /// The table in the README.
  @ParameterizedTest
  @CsvSource({"1, true, 20", "2, true, 42", "4, true, 87", "1, false, 32", "2, false, 67"})
  void megapixelsFollowFromTheContainer(long gigabytes, boolean alpha, int megapixels) {
    long container = gigabytes * 1024 * MB;
    PictureMemory memory = PictureMemory.of(TestConfig.defaults(), container / 2, container);
    MemoryLimit limit =
        new MemoryLimit(
            memory.pixels().bytes(), header -> PictureCost.of(1000, header, asJpeg(header)));

    assertThat(limit.mostPixels(png(10_000, 10_000, alpha)) / 1_000_000).isEqualTo(megapixels);
  }

  @Test
  void pictureThatFitsIsTaken() {
    MemoryLimit limit = new MemoryLimit(256 * MB, MemoryLimitTest::cost);

    assertThatCode(() -> limit.require(png(4_000, 3_000, true))).doesNotThrowAnyException();
  }

  @Test
  void errorForOutputsThatDoNotFitDoesNotBlameThePicture() {
    MemoryLimit limit = new MemoryLimit(256 * MB, _ -> 300 * MB);

    assertThatExceptionOfType(UnfitPicture.class)
        .isThrownBy(() -> limit.require(png(100, 100, true)))
        .withMessageContaining("too little for the file and its outputs")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  private static WorkPlan asJpeg(PictureHeader header) {
    OutputPlan output = OutputPlans.of(header, OutputFormat.JPEG, List.of());
    return new WorkPlan(List.of(output), false, Reduction.NONE);
  }

  private static long cost(PictureHeader header) {
    return PictureCost.of(1000, header, new WorkPlan(List.of(), false, Reduction.NONE));
  }

  private static PictureHeader scaled(PictureHeader picture, double factor) {
    return png((int) (picture.width() * factor), (int) (picture.height() * factor), true);
  }

  private static PictureHeader png(int width, int height, boolean alpha) {
    return new PictureHeader(
        SourceFormat.PNG, width, height, Orientation.UPRIGHT, Coding.plain(alpha));
  }
}
