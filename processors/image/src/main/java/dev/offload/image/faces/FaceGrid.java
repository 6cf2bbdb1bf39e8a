package dev.offload.image.faces;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Reads the network's answer: a grid of cells over its input, each with five anchors (boxes of a
/// typical size), each of which says how far from it a face is, how much larger, and how sure.
///
/// @param answer channels × cells × cells numbers
/// @param cells cells per direction
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
record FaceGrid(float[] answer, int cells) {
  /// Width and height of the anchors, in cells.
  private static final double[][] ANCHORS = {
    {1.603231, 2.094468},
    {6.041143, 7.080126},
    {2.882459, 3.518061},
    {4.266906, 5.178857},
    {9.041765, 10.66308}
  };

  /// Pixels of the network's input that a cell stands for, in each direction.
  static final int CELL = 32;

  /// Numbers of one cell.
  static final int CHANNELS = 25;

  private static final int NUMBERS_PER_ANCHOR = CHANNELS / ANCHORS.length;

  /// The places with at least `minScore`, surest first, without those that overlap a surer one.
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
    sure.sort(Comparator.comparingDouble(Candidate::score).reversed());
    return withoutDoubles(sure, maxOverlap);
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

  private static List<Candidate> withoutDoubles(List<Candidate> surestFirst, double maxOverlap) {
    List<Candidate> kept = new ArrayList<>();
    for (Candidate candidate : surestFirst) {
      if (kept.stream().noneMatch(surer -> surer.overlap(candidate) > maxOverlap)) {
        kept.add(candidate);
      }
    }
    return kept;
  }
}
