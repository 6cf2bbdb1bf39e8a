package dev.offload.image.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {

  @ParameterizedTest(name = "{0} of {1}x{2} to {3}x{4}")
  @CsvSource(
      textBlock =
          """
          COVER,   4000, 3000,  400,  400,   533, 400,  400,  400
          COVER,   3000, 4000,  400,  400,   400, 533,  400,  400
          COVER,   4000, 3000,  400,  300,   400, 300,  400,  300
          COVER,   4000, 3000,  400,     ,   400, 300,  400,  300
          COVER,   4000, 3000,     ,  300,   400, 300,  400,  300
          CONTAIN, 4000, 3000,  400,  400,   400, 300,  400,  400
          CONTAIN, 3000, 4000,  400,  400,   300, 400,  400,  400
          FILL,    4000, 3000,  400,  400,   400, 400,  400,  400
          FILL,    4000, 3000,  400,     ,   400, 300,  400,  300
          INSIDE,  4000, 3000,  400,  400,   400, 300,  400,  300
          OUTSIDE, 4000, 3000,  400,  400,   533, 400,  533,  400
          INSIDE,  4000,    3,  400,  400,   400,   1,  400,    1
          """)
  void largePictureIsReduced(
      Fit fit, int w, int h, Integer width, Integer height, int sw, int sh, int cw, int ch) {
    assertThat(Layout.of(new Resize(width, height, fit, null), w, h))
        .isEqualTo(new Layout(sw, sh, cw, ch));
  }

  @ParameterizedTest(name = "{0} of {1}x{2} to {3}x{4}")
  @CsvSource(
      textBlock =
          """
          COVER,    200,  100,  400,  400,   200, 100,  200,  100
          COVER,   1000,  100,  400,  400,  1000, 100,  400,  100
          CONTAIN,  200,  100,  400,  400,   200, 100,  400,  400
          FILL,     200,  100,  400,  400,   200, 100,  200,  100
          FILL,     200,  800,  400,  400,   200, 400,  200,  400
          INSIDE,   200,  100,  400,  400,   200, 100,  200,  100
          OUTSIDE,  200,  100,  400,  400,   200, 100,  200,  100
          INSIDE,   200,  100,  400,     ,   200, 100,  200,  100
          """)
  void smallPictureIsNotEnlarged(
      Fit fit, int w, int h, Integer width, Integer height, int sw, int sh, int cw, int ch) {
    assertThat(Layout.of(new Resize(width, height, fit, null), w, h))
        .isEqualTo(new Layout(sw, sh, cw, ch));
  }

  @ParameterizedTest(name = "{0} of {1}x{2} to {3}x{4}")
  @CsvSource(
      textBlock =
          """
          COVER,    200,  100,  400,  400,   800, 400,  400,  400
          CONTAIN,  200,  100,  400,  400,   400, 200,  400,  400
          FILL,     200,  100,  400,  400,   400, 400,  400,  400
          INSIDE,   200,  100,  400,  400,   400, 200,  400,  200
          OUTSIDE,  200,  100,  400,  400,   800, 400,  800,  400
          INSIDE,   200,  100,     ,  400,   800, 400,  800,  400
          """)
  void smallPictureIsEnlargedWhereAskedTo(
      Fit fit, int w, int h, Integer width, Integer height, int sw, int sh, int cw, int ch) {
    assertThat(Layout.of(new Resize(width, height, fit, false), w, h))
        .isEqualTo(new Layout(sw, sh, cw, ch));
  }

  @Test
  void absentFitIsCover() {
    assertThat(new Resize(10, 10, null, null).fit()).isEqualTo(Fit.COVER);
  }

  @Test
  void resizeWithoutASideIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Resize(null, null, Fit.FILL, null));
  }

  @ParameterizedTest
  @CsvSource({"0,10", "10,-1", "16384,10"})
  void sideOutOfRangeIsRefused(int width, int height) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Resize(width, height, null, null))
        .withMessageContaining("1 to 16383");
  }
}
