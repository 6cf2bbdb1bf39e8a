package dev.offload.report.chart;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.List;

/// A way along straight lines and Bézier curves.
public record Outline(List<Piece> pieces) {
  /// A piece of the way.
  public sealed interface Piece {}

  /// A jump.
  public record Move(double x, double y) implements Piece {}

  /// A straight line.
  public record Straight(double x, double y) implements Piece {}

  /// A cubic Bézier curve with two control points.
  public record Bend(double x1, double y1, double x2, double y2, double x, double y)
      implements Piece {}

  /// A straight line back to the last jump.
  public record Close() implements Piece {}

  public Outline {
    pieces = List.copyOf(pieces);
  }

  /// The way around a shape of `java.awt.geom`, which needs neither a screen nor fonts.
  static Outline of(Shape shape) {
    List<Piece> pieces = new ArrayList<>();
    double[] at = new double[6];
    for (PathIterator way = shape.getPathIterator(null); !way.isDone(); way.next()) {
      int kind = way.currentSegment(at);
      for (int i = 0; i < at.length; i++) {
        at[i] = Drawing.unit(at[i]);
      }
      pieces.add(
          switch (kind) {
            case PathIterator.SEG_MOVETO -> new Move(at[0], at[1]);
            case PathIterator.SEG_LINETO -> new Straight(at[0], at[1]);
            case PathIterator.SEG_CUBICTO -> new Bend(at[0], at[1], at[2], at[3], at[4], at[5]);
            case PathIterator.SEG_CLOSE -> new Close();
            default -> throw new IllegalArgumentException("no piece of an outline: " + kind);
          });
    }
    return new Outline(pieces);
  }

  /// The same as the `d` of an SVG path.
  public String svg() {
    StringBuilder d = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Move(double x, double y) -> d.append('M').append(x).append(' ').append(y);
        case Straight(double x, double y) -> d.append('L').append(x).append(' ').append(y);
        case Bend(double x1, double y1, double x2, double y2, double x, double y) ->
            d.append('C')
                .append(x1)
                .append(' ')
                .append(y1)
                .append(' ')
                .append(x2)
                .append(' ')
                .append(y2)
                .append(' ')
                .append(x)
                .append(' ')
                .append(y);
        case Close _ -> d.append('Z');
      }
    }
    return d.toString();
  }
}
