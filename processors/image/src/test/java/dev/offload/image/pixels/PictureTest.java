package dev.offload.image.pixels;

import static dev.offload.image.PixelAssert.assertPixel;
import static dev.offload.image.PixelAssert.assertQuarters;
import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.quarters;
import static dev.offload.image.TestPictures.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureTest {

  @Test
  void coverCutsAroundTheCentre() throws UnfitPicture {
    BufferedImage image = new BufferedImage(300, 100, BufferedImage.TYPE_INT_RGB);
    fill(image, 0, 100, Color.RED);
    fill(image, 100, 200, Color.GREEN);
    fill(image, 200, 300, Color.BLUE);

    BufferedImage cut = laidOut(image, new Resize(50, 50, Fit.COVER, null), Colour.WHITE);

    assertThat(cut.getWidth()).isEqualTo(50);
    assertPixel(cut, 1, 25, Color.GREEN);
    assertPixel(cut, 48, 25, Color.GREEN);
  }

  @Test
  void containIsTransparentAroundThePictureByDefault() throws UnfitPicture {
    BufferedImage framed =
        laidOut(quarters(100, 50), new Resize(40, 40, Fit.CONTAIN, null), Colour.TRANSPARENT);

    assertPixel(framed, 20, 3, new Color(0, 0, 0, 0));
    assertPixel(framed, 20, 36, new Color(0, 0, 0, 0));
    assertQuarters(framed, 0, 10);
  }

  @Test
  void containShowsTheBackgroundOfTheTask() throws UnfitPicture {
    BufferedImage framed =
        laidOut(
            quarters(50, 100), new Resize(40, 40, Fit.CONTAIN, null), Colour.parse("#0af08040"));

    assertPixel(framed, 3, 20, new Color(0x0a, 0xf0, 0x80, 0x40));
    assertQuarters(framed, 10, 0);
  }

  @ParameterizedTest
  @EnumSource(Fit.class)
  void enlargedPictureShowsTheSame(Fit fit) throws UnfitPicture {
    BufferedImage large = laidOut(quarters(30, 20), new Resize(300, 200, fit, false), Colour.WHITE);

    assertThat(large.getWidth()).isEqualTo(300);
    assertThat(large.getHeight()).isEqualTo(200);
    assertQuarters(large, 0, 0);
  }

  @Test
  void oneSideMayShrinkWhileTheOtherGrows() throws UnfitPicture {
    BufferedImage changed =
        laidOut(quarters(400, 20), new Resize(100, 200, Fit.FILL, false), Colour.WHITE);

    assertThat(changed.getWidth()).isEqualTo(100);
    assertThat(changed.getHeight()).isEqualTo(200);
    assertQuarters(changed, 0, 0);
  }

  @Test
  void reducingAveragesAllPixels() throws UnfitPicture {
    BufferedImage stripes = new BufferedImage(400, 40, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 400; x += 4) {
      fill(stripes, x, x + 1, Color.WHITE);
    }

    BufferedImage grey = laidOut(stripes, new Resize(50, 5, Fit.FILL, null), Colour.WHITE);

    for (int x = 0; x < 50; x++) {
      assertPixel(grey, x, 2, new Color(64, 64, 64));
    }
  }

  @Test
  void colourOfTransparentPixelsDoesNotBleed() throws UnfitPicture {
    BufferedImage image = new BufferedImage(400, 400, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 400; y++) {
      for (int x = 0; x < 400; x++) {
        image.setRGB(x, y, x % 2 == 0 ? 0xFF0000FF : 0x00FF0000); // blue beside invisible red
      }
    }

    BufferedImage small = laidOut(image, new Resize(100, 100, Fit.FILL, null), Colour.WHITE);

    assertPixel(small, 50, 50, new Color(0, 0, 255, 128));
  }

  @Test
  void flatteningMixesWithTheBackground() throws UnfitPicture {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(1, 1, 0x80FF0000);
    image.setRGB(2, 2, 0xFF00FF00);
    byte[] file = png(image);

    try (Picture picture = Decoder.decode(file, PictureHeader.read(file), Reduction.NONE);
        Picture flat = picture.flattenedOn(Colour.parse("#0000ff"))) {
      assertThat(flat.hasAlpha()).isFalse();
      BufferedImage shown = read(Encoded.bytes(flat, OutputFormat.PNG, 100));
      assertPixel(shown, 0, 0, Color.BLUE);
      assertPixel(shown, 1, 1, new Color(128, 0, 127));
      assertPixel(shown, 2, 2, Color.GREEN);
    }
  }

  private static BufferedImage laidOut(BufferedImage image, Resize resize, Colour background)
      throws UnfitPicture {
    byte[] file = png(image);
    Layout layout = Layout.of(resize, image.getWidth(), image.getHeight());
    try (Picture picture = Decoder.decode(file, PictureHeader.read(file), Reduction.NONE);
        Picture laidOut = picture.laidOut(layout, background)) {
      return read(Encoded.bytes(laidOut, OutputFormat.PNG, 100));
    }
  }

  private static void fill(BufferedImage image, int from, int to, Color colour) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = from; x < to; x++) {
        image.setRGB(x, y, colour.getRGB());
      }
    }
  }
}
