package dev.offload.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.offload.image.faces.FaceFinder;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.operations.Operation;
import dev.offload.image.operations.Resizing;
import dev.offload.image.pixels.Cancellation;
import dev.offload.image.pixels.Decoder;
import dev.offload.image.pixels.Encoder;
import dev.offload.image.pixels.Fit;
import dev.offload.image.pixels.Layout;
import dev.offload.image.pixels.OpenCv;
import dev.offload.image.pixels.OutputFormat;
import dev.offload.image.pixels.Picture;
import dev.offload.image.pixels.Reduction;
import dev.offload.image.pixels.Resize;
import dev.offload.schemas.json.Json;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a picture costs, told from its header, covers what the kernel counts while it is worked on.
class PictureCostTest {
  private static final int SIDE = 4500;

  @TempDir Path directory;

  @BeforeEach
  void load() {
    OpenCv.load();
  }

  @ParameterizedTest
  @CsvSource({
    "8UC4, .png, NONE, JPEG",
    "8UC4, .png, NONE, WEBP",
    "16UC4, .png, NONE, JPEG",
    "8UC4, .webp, NONE, PNG",
    "8UC3, .gif, NONE, PNG",
    "8UC4, .tiff, NONE, JPEG",
    "8UC3, .bmp, NONE, JPEG",
    "8UC3, .jpg, NONE, JPEG",
    "8UC3, .jpg, EIGHTH, JPEG",
  })
  void costCoversThePeak(String type, String kind, Reduction reduction, OutputFormat format)
      throws Exception {
    assumeTrue(PeakMemory.isCounted(), "the peak of memory can be read on Linux alone");
    byte[] file = picture(type, kind);
    PictureHeader header = PictureHeader.read(file);
    OutputPlan output = output(header, reduction, format);
    WorkPlan plan = new WorkPlan(List.of(output), false, reduction);
    long cost = PictureCost.of(file.length, header, plan);

    PeakMemory peak = PeakMemory.count();
    work(file, header, reduction, output);

    assertThat(peak.sinceThen()).isLessThan(cost);
  }

  /// Operations that take the most beside the picture.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'blur': 5}",
        "{'sharpen': 1}",
        "{'greyscale': true}",
        "{'rotate': 90}",
        "{'watermark': {'text': 'a', 'width': 1, 'margin': 0}}",
      })
  void costCoversThePeakOfOperations(String operation) throws Exception {
    assumeTrue(PeakMemory.isCounted(), "the peak of memory can be read on Linux alone");
    Operation read = Json.MAPPER.readValue(operation.replace('\'', '"'), Operation.class);
    byte[] file = picture("8UC4", ".png");
    PictureHeader header = PictureHeader.read(file);
    OutputPlan output = OutputPlans.of(header, OutputFormat.JPEG, List.of(read));
    WorkPlan plan = new WorkPlan(List.of(output), false, Reduction.NONE);
    long cost = PictureCost.of(file.length, header, plan);

    PeakMemory peak = PeakMemory.count();
    work(file, header, Reduction.NONE, output);

    assertThat(peak.sinceThen()).isLessThan(cost);
  }

  @Test
  void hundredMegapixelsWithOpacityAreRefusedBeforeDecoding() throws Exception {
    byte[] file = picture("8UC4", ".png");
    PictureHeader small = PictureHeader.read(file);
    PictureHeader large =
        new PictureHeader(small.format(), 10_000, 10_000, small.orientation(), small.coding());

    OutputPlan output = output(large, Reduction.NONE, OutputFormat.JPEG);
    WorkPlan plan = new WorkPlan(List.of(output), false, Reduction.NONE);

    long cost = PictureCost.of(file.length, large, plan);

    assertThat(cost).isBetween(1_100_000_000L, 1_400_000_000L);
  }

  @Test
  void searchForFacesIsCountedWithAllElse() throws Exception {
    assumeTrue(PeakMemory.isCounted(), "the peak of memory can be read on Linux alone");
    byte[] file = picture("8UC4", ".png");
    PictureHeader header = PictureHeader.read(file);
    long cost = PictureCost.of(file.length, header, new WorkPlan(List.of(), true, Reduction.NONE));

    try (FaceFinder finder = new FaceFinder(TestConfig.defaults().faces(), 1)) {
      find(finder, picture("8UC3", ".png"));
      PeakMemory peak = PeakMemory.count();
      find(finder, file);
      assertThat(peak.sinceThen()).isLessThan(cost);
    }
  }

  private static void find(FaceFinder finder, byte[] file) throws Exception {
    PictureHeader header = PictureHeader.read(file);
    try (Picture picture = Decoder.decode(file, header, Reduction.NONE)) {
      finder.find(picture, header.width(), header.height(), Cancellation.NEVER);
    }
  }

  private static OutputPlan output(PictureHeader header, Reduction reduction, OutputFormat format) {
    Layout layout = Layout.unchanged(reduction.of(header.width()), reduction.of(header.height()));
    Resize resize = new Resize(layout.canvasWidth(), layout.canvasHeight(), Fit.FILL, null);
    return OutputPlans.of(header, format, List.of(new Resizing(resize)));
  }

  private void work(byte[] file, PictureHeader header, Reduction reduction, OutputPlan plan)
      throws Exception {
    try (Picture picture = Decoder.decode(file, header, reduction);
        Picture made = plan.chain().applied(picture, Cancellation.NEVER);
        Picture shown =
            plan.format().transparent() ? made.shared() : made.flattenedOn(plan.background())) {
      Encoder.write(shown, plan.encoding(), directory.resolve(plan.fileName()), Cancellation.NEVER);
    }
  }

  private static byte[] picture(String type, String kind) {
    int depth =
        switch (type) {
          case "8UC3" -> opencv_core.CV_8UC3;
          case "8UC4" -> opencv_core.CV_8UC4;
          case "16UC4" -> opencv_core.CV_16UC4;
          default -> throw new AssertionError(type);
        };
    try (Scalar colour = new Scalar(10, 20, 30, 100);
        Mat pixels = new Mat(SIDE, SIDE, depth, colour);
        IntPointer progressive = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1);
        IntPointer none = new IntPointer(0L);
        BytePointer file = new BytePointer()) {
      opencv_imgcodecs.imencode(kind, pixels, file, kind.equals(".jpg") ? progressive : none);
      byte[] bytes = new byte[(int) file.limit()];
      file.get(bytes);
      return bytes;
    }
  }
}
