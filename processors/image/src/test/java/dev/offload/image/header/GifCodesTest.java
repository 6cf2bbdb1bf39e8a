package dev.offload.image.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.image.TestGif;
import dev.offload.image.TestPictures;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GifCodesTest {
  /// Eight codes of three bits, each of which resets the table.
  private static final byte[] RESETS = {0x24, 0x49, (byte) 0x92};

  @Test
  void gifThatResetsItsTableForNothingIsRefused() {
    byte[] codes = new byte[300_000];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = RESETS[i % RESETS.length];
    }
    byte[] gif = TestGif.ofSize(30, 30).frame(0, 0, 30, 30, codes).whole();

    assertThatExceptionOfType(UnfitPicture.class)
        .isThrownBy(() -> PictureHeader.read(gif))
        .withMessageContaining("resets its table of codes more than 200,014 times for 900 pixels")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(UnfitPicture.Reason.CORRUPT));
  }

  /// [TestGif] does so at every second pixel.
  @Test
  void gifWithoutCompressionIsRead() throws UnfitPicture {
    byte[] gif = TestGif.ofSize(600, 600).frame(0, 0, 600, 600, TestGif.BLUE).whole();

    assertThat(PictureHeader.read(gif).width()).isEqualTo(600);
  }

  /// The JDK resets the table when it is full.
  @Test
  void gifOfNoiseIsRead() throws UnfitPicture {
    BufferedImage noise = new BufferedImage(1500, 1500, BufferedImage.TYPE_BYTE_INDEXED);
    Random random = new Random(1);
    for (int y = 0; y < 1500; y++) {
      for (int x = 0; x < 1500; x++) {
        noise.getRaster().setSample(x, y, 0, random.nextInt(256));
      }
    }

    assertThat(PictureHeader.read(TestPictures.gif(noise)).width()).isEqualTo(1500);
  }
}
