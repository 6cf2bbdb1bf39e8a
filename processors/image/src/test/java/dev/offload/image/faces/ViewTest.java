package dev.offload.image.faces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The parts of a picture that the network looks at.
class ViewTest {
  @Test
  void smallPictureIsLookedAtOnceOnly() {
    assertThat(View.of(1000, 700, 90)).containsExactly(new View(0, 0, 1000));
  }

  @Test
  void stripThatIsTooNarrowForAFaceIsLookedAtOnceOnly() {
    assertThat(View.of(100_000, 19, 20)).containsExactly(new View(0, 0, 100_000));
    assertThat(View.of(100_000, 20, 20)).hasSizeGreaterThan(10);
  }

  @Test
  void photoIsLookedAtInHalvesAndQuarters() {
    List<View> views = View.of(4000, 3000, 90);

    assertThat(views).extracting(View::side).contains(4000, 2000, 1000).doesNotContain(500);
    assertThat(views).hasSize(1 + 3 * 2 + 5 * 4);
  }

  @ParameterizedTest
  @CsvSource({"4000, 3000, 90", "3000, 4000, 30", "100000, 30, 20", "65535, 65535, 20"})
  void everyPlaceIsInAViewOfEachSize(int width, int height, int smallest) {
    List<View> views = View.of(width, height, smallest);

    assertThat(views.size()).isLessThanOrEqualTo(View.MOST);
    for (int side : views.stream().map(View::side).distinct().toList()) {
      List<View> level = views.stream().filter(view -> view.side() == side).toList();
      for (int step = 0; step <= 100; step++) {
        int x = (int) ((width - 1L) * step / 100);
        int y = (int) ((height - 1L) * step / 100);
        assertThat(level)
            .anyMatch(
                view ->
                    x >= view.x()
                        && x < view.x() + view.side()
                        && y >= view.y()
                        && y < view.y() + view.side());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"6000, 4000, 90, 1040", "20000, 1000, 90, 1040", "10000, 10000, 90, 1250"})
  void largePhotoIsSearchedAsCloselyAsItsViewsAllow(int width, int height, int smallest, int side) {
    List<View> views = View.of(width, height, smallest);

    assertThat(views.getLast().side()).isLessThanOrEqualTo(side);
    assertThat(views.size()).isLessThanOrEqualTo(View.MOST);
  }

  @Test
  void lastViewsAreAsSmallAsTheyCanBe() {
    List<View> views = View.of(40_000, 1000, 90);

    assertThat(views).extracting(View::side).contains(1250).doesNotContain(625);
    assertThat(views.getLast().side()).isBetween(626, 1040);
  }

  @Test
  void faceThatIsCutByAViewIsFoundInTheNextOne() {
    View left = new View(0, 0, 1000);
    Candidate cut = new Candidate(900, 100, 999, 200, 0.9);
    Candidate whole = new Candidate(800, 100, 900, 200, 0.9);

    assertThat(left.cuts(cut, 2000, 1000)).isTrue();
    assertThat(left.cuts(whole, 2000, 1000)).isFalse();
    assertThat(left.cuts(cut, 1000, 1000)).isFalse();
  }
}
