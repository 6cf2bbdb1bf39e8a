package dev.offload.image;

import static dev.offload.image.TestPictures.hugePng;
import static dev.offload.image.TestPictures.jpeg;
import static dev.offload.image.TestPictures.quarters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.image.faces.Box;
import dev.offload.image.faces.Face;
import dev.offload.image.faces.FaceReader.Wanted;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.pixels.Cancellation;
import dev.offload.image.pixels.Decoder;
import dev.offload.image.pixels.Picture;
import dev.offload.image.pixels.Reduction;
import dev.offload.worker.Outcome;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Pictures of few pixels, but with a side that a decoder or an encoder does not take.
class LongSidesTest {
  private final ImageHandler handler =
      new ImageHandler(TestConfig.defaults(), TestConfig.NO_GALLERIES);

  @TempDir Path directory;

  @AfterEach
  void close() {
    handler.close();
  }

  @ParameterizedTest
  @MethodSource
  void pictureWithASideTooLongForItsDecoderIsTooLarge(byte[] picture, String most)
      throws Exception {
    Outcome.Failed failed =
        task("{'source': {'file': 'photo'}}").file("photo", picture).failsForGood(handler);

    assertThat(failed.code()).isEqualTo("image-too-large");
    assertThat(failed.message()).contains("at most " + most + " per side");
  }

  static Stream<Arguments> pictureWithASideTooLongForItsDecoderIsTooLarge() {
    return Stream.of(
        Arguments.of(bmp((1 << 20) + 1), "1,048,576"),
        Arguments.of(hugePng(1_000_001, 1), "1,000,000"),
        Arguments.of(hugePng(1, 1_000_001), "1,000,000"),
        Arguments.of(jpegThatSaysItIsWide(65_501), "65,500"));
  }

  @Test
  void watermarkWithASideTooLongForItsDecoderIsTooLarge() throws Exception {
    String marked =
        "{'source': {'file': 'photo'}, 'outputs': [{'name': 'out', 'operations':"
            + " [{'watermark': {'file': 'mark'}}]}]}";
    TaskRig task =
        task(marked).file("photo", jpeg(quarters(96, 64))).file("mark", bmp((1 << 20) + 1));

    Outcome.Failed failed = task.failsForGood(handler);

    assertThat(failed.code()).isEqualTo("image-too-large");
    assertThat(failed.message()).startsWith("the watermark mark: ");
  }

  @Test
  void longestPngIsReadAndWritten() throws Exception {
    String as = "{'source': {'file': 'photo'}, 'outputs': [{'name': 'out', 'format': 'png'}]}";

    task(as).file("photo", hugePng(1_000_000, 1)).succeeds(handler);
    Outcome.Failed failed = task(as).file("photo", bmp(1_000_001)).failsForGood(handler);

    assertThat(failed.code()).isEqualTo("image-too-large");
    assertThat(failed.message()).contains("output out", "a png has at most 1,000,000 per side");
  }

  @Test
  void whatTheDecoderObjectsToIsCorrupt() throws UnfitPicture {
    byte[] file = bmp((1 << 20) + 1);
    PictureHeader header = PictureHeader.read(file);

    assertThatExceptionOfType(UnfitPicture.class)
        .isThrownBy(() -> Decoder.decode(file, header, Reduction.NONE).close())
        .satisfies(e -> assertThat(e.reason()).isEqualTo(UnfitPicture.Reason.CORRUPT));
  }

  /// OpenCV warps no more than 32,766 pixels per side.
  @Test
  void faceOnALongPictureIsRead() throws UnfitPicture {
    byte[] file = hugePng(40_000, 400);
    Face found = new Face(new Box(39_000, 10, 300, 300), 1, null, null, null);

    try (FaceTools tools = TestConfig.faceTools();
        Picture picture = Decoder.decode(file, PictureHeader.read(file), Reduction.NONE)) {
      List<Face> read =
          tools
              .reader()
              .read(picture, 40_000, List.of(found), new Wanted(5, true), Cancellation.NEVER);

      assertThat(read.getFirst().descriptor()).hasSize(128);
    }
  }

  /// One row of black pixels, one bit each.
  private static byte[] bmp(int width) {
    int row = Math.ceilDiv(width, 32) * 4;
    ByteBuffer file = ByteBuffer.allocate(62 + row).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(62);
    file.putInt(40).putInt(width).putInt(1).putShort((short) 1).putShort((short) 1);
    return file.array();
  }

  private static byte[] jpegThatSaysItIsWide(int width) {
    byte[] file = jpeg(quarters(96, 8));
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int frame = 0;
    while (bytes.getShort(frame) != (short) 0xFFC0) {
      frame++;
    }
    bytes.putShort(frame + 7, (short) width);
    return file;
  }

  private TaskRig task(String input) {
    return TaskRig.task(input.replace('\'', '"'), directory);
  }
}
