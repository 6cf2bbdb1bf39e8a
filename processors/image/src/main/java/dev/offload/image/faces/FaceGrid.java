package dev.offload.image.faces;

import java.util.ArrayList;
import java.util.List;

/// Reads the network's answer: a grid of cells over its input. Each cell has five anchors,
/// which are boxes of a typical size. Each anchor says where a face is relative to it, how
/// much larger it is, and how sure the network is.
///
/// @param answer the channels × cells × cells numbers of the answer
/// @param cells how many cells the grid has in each direction
@SuppressWarnings("ArrayRecordComponent") // it is only read, never compared
record FaceGrid(float[] answer, int cells) {
  /// The widths and heights of the anchors, in cells.
  private static final double[][] ANCHORS = {
    {1.603231, 2.094468},
    {6.041143, 7.080126},
    {2.882459, 3.518061},
    {4.266906, 5.178857},
    {9.041765, 10.66308}
  };

  /// The side of a cell in pixels of the network's input.
  static final int CELL = 32;

  /// How many numbers a cell has.
  static final int CHANNELS = 25;

  private static final int NUMBERS_PER_ANCHOR = CHANNELS / ANCHORS.length;

  /// The places with at least `minScore`, in descending order of score, without those that
  /// overlap a better one.
  List<Candidate> candidates(double minScore, double maxOverlap) {
    List<Candidate> sure = new ArrayList<>();
    for (int row = 0; row < cells; row++) {
      for (int column = 0; column < cells; column++) {
        for (int anchor = 0; anchor < ANCHORS.length; anchor++) {
          Candidate candidate = candidate(row, column, anchor);
          if (candidate.score() >= minScore) {
            sure.add(candidate);
          }
        }
      }
    }
    return Candidate.eachOnce(sure, maxOverlap);
  }

  private Candidate candidate(int row, int column, int anchor) {
    double x = (column + sigmoid(number(anchor, 0, row, column))) * CELL;
    double y = (row + sigmoid(number(anchor, 1, row, column))) * CELL;
    double width = Math.exp(number(anchor, 2, row, column)) * ANCHORS[anchor][0] * CELL;
    double height = Math.exp(number(anchor, 3, row, column)) * ANCHORS[anchor][1] * CELL;
    double score = sigmoid(number(anchor, 4, row, column));
    return new Candidate(x - width / 2, y - height / 2, x + width / 2, y + height / 2, score);
  }

  private double number(int anchor, int which, int row, int column) {
    return answer[((anchor * NUMBERS_PER_ANCHOR + which) * cells + row) * cells + column];
  }

  private static double sigmoid(double value) {
    return 1 / (1 + Math.exp(-value));
  }
}
