package dev.offload.image.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaceGridTest {
  private static final int CELLS = 4;
  private static final float SURELY_NOT = -20;
  private final float[] answer = new float[25 * CELLS * CELLS];

  FaceGridTest() {
    for (int anchor = 0; anchor < 5; anchor++) {
      for (int cell = 0; cell < CELLS * CELLS; cell++) {
        answer[(anchor * 5 + 4) * CELLS * CELLS + cell] = SURELY_NOT;
      }
    }
  }

  @Test
  void faceIsWhereItsCellAndAnchorSay() {
    face(0, 1, 2, 3f);

    List<Candidate> candidates = new FaceGrid(answer, CELLS).candidates(0.5, 0.4);

    assertThat(candidates).hasSize(1);
    Candidate face = candidates.getFirst();
    assertThat(face.score()).isCloseTo(1 / (1 + Math.exp(-3)), within(1e-6));
    // the middle of row 1, column 2; the first anchor's size
    assertThat((face.left() + face.right()) / 2).isCloseTo(2.5 * 32, within(1e-3));
    assertThat((face.top() + face.bottom()) / 2).isCloseTo(1.5 * 32, within(1e-3));
    assertThat(face.right() - face.left()).isCloseTo(1.603231 * 32, within(1e-3));
    assertThat(face.bottom() - face.top()).isCloseTo(2.094468 * 32, within(1e-3));
  }

  @Test
  void unsureFacesAreLeftOut() {
    face(0, 1, 2, -0.1f);

    assertThat(new FaceGrid(answer, CELLS).candidates(0.5, 0.4)).isEmpty();
    assertThat(new FaceGrid(answer, CELLS).candidates(0.4, 0.4)).hasSize(1);
  }

  @Test
  void surerOfTwoOverlappingFacesIsKept() {
    face(2, 1, 1, 1f);
    face(3, 1, 1, 2f);

    List<Candidate> candidates = new FaceGrid(answer, CELLS).candidates(0.5, 0.4);

    assertThat(candidates).hasSize(1);
    assertThat(candidates.getFirst().score()).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-6));
  }

  @Test
  void separateFacesAreKeptSurestFirst() {
    face(0, 0, 0, 1f);
    face(0, 3, 3, 2f);

    assertThat(new FaceGrid(answer, CELLS).candidates(0.5, 0.4))
        .extracting(candidate -> candidate.left() > 64)
        .containsExactly(true, false);
  }

  @Test
  void boxIsCutAtThePicturesBorder() {
    Candidate outside = new Candidate(-10, 20, 50, 130, 0.912345);

    Candidate inPicture = outside.placed(new View(10, 0, 416), 2);

    assertThat(inPicture.toFace(90, 200)).isEqualTo(Face.of(new Box(0, 40, 90, 160), 0.9123));
  }

  private void face(int anchor, int row, int column, float score) {
    answer[((anchor * 5 + 4) * CELLS + row) * CELLS + column] = score;
  }
}
