package dev.offload.image;

import static dev.offload.image.TestPictures.cmykJpeg;
import static dev.offload.image.TestPictures.jpeg;
import static dev.offload.image.TestPictures.jpegWithProfile;
import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.pngWithProfile;
import static dev.offload.image.TestPictures.quarters;
import static dev.offload.image.TestPictures.read;
import static dev.offload.image.TestPictures.resource;
import static dev.offload.image.TestPictures.withChunk;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.image.header.ColourProfile;
import dev.offload.image.header.PictureHeader;
import dev.offload.schemas.task.OutputFile;
import dev.offload.worker.Outcome;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An output that keeps the colour profile has the numbers of its source, and what says which
/// colours they are.
class KeptProfileTest {
  private static final byte[] LINEAR = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
  private static final byte[] GREY = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();

  /// 55 of 255 linear is 0.5029 by the transfer function of IEC 61966-2-1.
  private static final Color DARK = new Color(55, 55, 55);

  private static final int LIGHTER = 128;

  private final ImageHandler handler =
      new ImageHandler(TestConfig.defaults(), TestConfig.NO_GALLERIES);

  @TempDir Path directory;

  @AfterEach
  void nothingIsLeftBehind() {
    handler.close();
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "webp"})
  void numbersAndProfileStay(String format) throws Exception {
    byte[] source = pngWithProfile(png(plain()), LINEAR);

    byte[] kept = made(source, "'format': '%s', 'profile': 'keep'".formatted(format)).getFirst();
    byte[] converted = made(source, "'format': '%s'".formatted(format)).getFirst();

    assertThat(profile(kept).icc()).isEqualTo(LINEAR);
    assertThat(red(kept)).isCloseTo(DARK.getRed(), Offset.offset(2));
    assertThat(profile(converted).isNone()).isTrue();
    assertThat(red(converted)).isCloseTo(LIGHTER, Offset.offset(4));
  }

  @Test
  void profileOfAPhotoIsKeptByteByByte() throws Exception {
    byte[] photo = resource("p3_red.jpeg");
    byte[] profile = profile(photo).icc();

    byte[] kept = made(photo, "'profile': 'keep', 'resize': {'width': 20}").getFirst();

    assertThat(profile).isNotEmpty();
    assertThat(profile(kept).icc()).isEqualTo(profile);
  }

  @Test
  void outputsOfOneTaskMayDiffer() throws Exception {
    byte[] source = pngWithProfile(png(plain()), LINEAR);

    for (List<String> order :
        List.of(
            List.of("'profile': 'keep'", "'profile': 'srgb'", "'metadata': 'keep'"),
            List.of("'profile': 'srgb'", "'profile': 'keep'", "'metadata': 'keep'"))) {
      List<byte[]> made = made(source, order.toArray(String[]::new));

      assertThat(made).hasSize(3);
      for (int i = 0; i < 3; i++) {
        boolean keeps = order.get(i).equals("'profile': 'keep'");
        assertThat(profile(made.get(i)).isNone()).isEqualTo(!keeps);
        assertThat(red(made.get(i))).isCloseTo(keeps ? DARK.getRed() : LIGHTER, Offset.offset(4));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"'profile': 'keep'", "'profile': 'srgb'"})
  void facesAreHiddenWhateverTheColours(String profile) throws Exception {
    String input =
        "{'source': {'file': 'photo'}, 'faces': {'detect': true, 'blur': 'pixelate'}, 'outputs':"
            + " [{'name': 'other', 'format': 'png'}, {'name': 'out', 'format': 'png', %s}]}";
    TaskRig task =
        TaskRig.task(input.formatted(profile).replace('\'', '"'), directory)
            .file("photo", pngWithProfile(resource("astronaut.png"), LINEAR));

    Outcome.Succeeded done = task.succeeds(handler);

    JsonNode box = done.result().at("/faces/0/box");
    int middle = box.path("x").asInt() + box.path("width").asInt() / 2;
    for (OutputFile file : done.files()) {
      BufferedImage hidden = read(task.bytes(file.id()));
      long colours =
          IntStream.range(0, box.path("height").asInt())
              .map(row -> hidden.getRaster().getSample(middle, box.path("y").asInt() + row, 0))
              .distinct()
              .count();
      assertThat(colours).isLessThan(10);
    }
  }

  /// Otherwise a viewer would take its numbers for others.
  @Test
  void colourSpaceOfAPngWithoutAProfileBecomesOne() throws Exception {
    byte[] gamma = withChunk(png(plain()), "gAMA", ByteBuffer.allocate(4).putInt(100_000).array());

    byte[] kept = made(gamma, "'profile': 'keep', 'format': 'webp'").getFirst();

    assertThat(red(kept)).isCloseTo(DARK.getRed(), Offset.offset(2));
    assertThat(made(kept, "'format': 'png'"))
        .singleElement()
        .satisfies(file -> assertThat(red(file)).isCloseTo(LIGHTER, Offset.offset(4)));
  }

  @Test
  void profileThatOutputsCanNotHaveIsNotKeptAndThePictureConverted() throws Exception {
    BufferedImage grey = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
    byte[] large = Arrays.copyOf(LINEAR, 70_000);
    ByteBuffer.wrap(large).putInt(0, large.length);
    for (byte[] source :
        List.of(
            pngWithProfile(png(grey), GREY),
            jpegWithProfile(cmykJpeg(32, 32, 0, 0, 0, 100), cmykProfile()),
            pngWithProfile(png(plain()), new byte[500]))) {
      assertThat(profile(made(source, "'profile': 'keep', 'format': 'png'").getFirst()).isNone())
          .isTrue();
    }
    byte[] converted = made(pngWithProfile(png(plain()), large), "'profile': 'keep'").getFirst();
    assertThat(profile(converted).isNone()).isTrue();
    assertThat(red(converted)).isCloseTo(LIGHTER, Offset.offset(4));
  }

  @Test
  void pictureWithoutAProfileHasNoneToKeep() throws Exception {
    byte[] kept = made(jpeg(quarters(32, 32)), "'profile': 'keep'").getFirst();

    assertThat(profile(kept).isNone()).isTrue();
  }

  private static byte[] cmykProfile() {
    byte[] cmyk = LINEAR.clone();
    ByteBuffer.wrap(cmyk).position(16).put("CMYK".getBytes(US_ASCII));
    return cmyk;
  }

  private static BufferedImage plain() {
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 32 * 32; i++) {
      image.setRGB(i % 32, i / 32, DARK.getRGB());
    }
    return image;
  }

  private static ColourProfile profile(byte[] file) throws Exception {
    return PictureHeader.read(file).coding().profile();
  }

  /// The number in the file, whatever colour it means.
  private int red(byte[] file) throws Exception {
    byte[] bare = made(file, "'profile': 'keep', 'format': 'png'").getFirst();
    return read(bare).getRaster().getSample(16, 16, 0);
  }

  private List<byte[]> made(byte[] source, String... outputs) throws Exception {
    TaskRig task = task(source, outputs);
    return task.succeeds(handler).files().stream().map(file -> task.bytes(file.id())).toList();
  }

  private TaskRig task(byte[] source, String... outputs) {
    StringBuilder all = new StringBuilder();
    for (String output : outputs) {
      all.append(all.isEmpty() ? "" : ",").append("{'name': 'out").append(all.length());
      all.append("', ").append(output).append('}');
    }
    String input = "{'source': {'file': 'photo'}, 'outputs': [%s]}".formatted(all);
    return TaskRig.task(input.replace('\'', '"'), directory).file("photo", source);
  }
}
