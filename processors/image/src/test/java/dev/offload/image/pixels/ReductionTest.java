package dev.offload.image.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.image.header.Coding;
import dev.offload.image.header.Orientation;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.SourceFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReductionTest {
  private static final PictureHeader JPEG =
      new PictureHeader(SourceFormat.JPEG, 4000, 3000, Orientation.UPRIGHT, Coding.plain(false));

  @ParameterizedTest
  @CsvSource({
    "250, 187, EIGHTH",
    "251, 188, QUARTER",
    "400, 300, QUARTER",
    "500, 375, QUARTER",
    "501, 375, HALF",
    "1000, 750, HALF",
    "1001, 751, NONE",
    "4000, 3000, NONE"
  })
  void jpegIsDecodedAtTheSmallestSizeOfAtLeastTwiceTheTarget(
      int width, int height, Reduction expected) {
    assertThat(Reduction.forAll(JPEG, List.of(whole(JPEG, width, height)))).isEqualTo(expected);
  }

  @Test
  void largestOutputDecides() {
    assertThat(Reduction.forAll(JPEG, List.of(whole(JPEG, 40, 30), whole(JPEG, 800, 600))))
        .isEqualTo(Reduction.HALF);
  }

  @Test
  void sizesAreThoseOfTheUprightPicture() {
    PictureHeader turned =
        new PictureHeader(
            SourceFormat.JPEG, 4000, 1000, Orientation.TURN_CLOCKWISE, Coding.plain(false));

    assertThat(Reduction.forAll(turned, List.of(whole(turned, 125, 500))))
        .isEqualTo(Reduction.QUARTER);
  }

  @Test
  void partThatIsCutOutDecidesInsteadOfThePicture() {
    Sampling part = new Sampling(1000, 750, Layout.unchanged(250, 187));

    assertThat(Reduction.forAll(JPEG, List.of(part))).isEqualTo(Reduction.HALF);
  }

  @Test
  void onlyJpegIsReduced() {
    PictureHeader png =
        new PictureHeader(SourceFormat.PNG, 4000, 3000, Orientation.UPRIGHT, Coding.plain(false));

    assertThat(Reduction.forAll(png, List.of(whole(png, 40, 30)))).isEqualTo(Reduction.NONE);
  }

  private static Sampling whole(PictureHeader header, int width, int height) {
    return new Sampling(header.width(), header.height(), Layout.unchanged(width, height));
  }
}
