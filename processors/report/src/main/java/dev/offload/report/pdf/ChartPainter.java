package dev.offload.report.pdf;

import dev.offload.report.chart.Drawing;
import dev.offload.report.chart.Outline;
import java.io.IOException;
import org.openpdf.text.Element;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfGState;

/// Paints a drawing as vectors. Its zero is at the top left, that of a page at the bottom left.
final class ChartPainter {
  /// The size of labels, in units of the drawing.
  private static final float LETTERS = 13;

  private static final float THIN = 0.6f;

  private final PdfContentByte canvas;
  private final Drawing drawing;
  private final float scale;
  private final Letters letters;

  ChartPainter(PdfContentByte canvas, Drawing drawing, float scale, Letters letters) {
    this.canvas = canvas;
    this.drawing = drawing;
    this.scale = scale;
    this.letters = letters;
  }

  void paint() throws IOException {
    drawing.lines().forEach(this::paint);
    drawing.bars().forEach(this::paint);
    drawing.areas().forEach(this::paint);
    drawing.curves().forEach(this::paint);
    for (Drawing.Label label : drawing.labels()) {
      paint(label);
    }
  }

  private void paint(Drawing.Line line) {
    canvas.setColorStroke(line.zero() ? Colours.SOFT : Colours.FAINT);
    canvas.setLineWidth(THIN);
    canvas.moveTo(x(line.x1()), y(line.y1()));
    canvas.lineTo(x(line.x2()), y(line.y2()));
    canvas.stroke();
  }

  private void paint(Drawing.Bar bar) {
    canvas.setColorFill(Colours.series(bar.series()));
    canvas.rectangle(
        x(bar.x()), y(bar.y() + bar.height()), x(bar.width()), (float) bar.height() * scale);
    canvas.fill();
  }

  private void paint(Drawing.Area area) {
    canvas.saveState();
    PdfGState state = new PdfGState();
    state.setFillOpacity((float) area.opacity());
    canvas.setGState(state);
    canvas.setColorFill(Colours.series(area.series()));
    follow(area.outline());
    canvas.fill();
    canvas.restoreState();
  }

  private void paint(Drawing.Curve curve) {
    canvas.setColorStroke(Colours.series(curve.series()));
    canvas.setLineWidth((float) curve.width() * scale);
    canvas.setLineJoin(PdfContentByte.LINE_JOIN_ROUND);
    canvas.setLineCap(PdfContentByte.LINE_CAP_ROUND);
    follow(curve.outline());
    canvas.stroke();
  }

  private void paint(Drawing.Label label) throws IOException {
    int alignment =
        switch (label.anchor()) {
          case START -> Element.ALIGN_LEFT;
          case MIDDLE -> Element.ALIGN_CENTER;
          case END -> Element.ALIGN_RIGHT;
        };
    ColumnText.showTextAligned(
        canvas,
        alignment,
        letters.phrase(
            label.text(), LETTERS * scale, false, label.strong() ? Colours.INK : Colours.SOFT),
        x(label.x()),
        y(label.y()),
        0);
  }

  private void follow(Outline outline) {
    for (Outline.Piece piece : outline.pieces()) {
      switch (piece) {
        case Outline.Move(double x, double y) -> canvas.moveTo(x(x), y(y));
        case Outline.Straight(double x, double y) -> canvas.lineTo(x(x), y(y));
        case Outline.Bend(double x1, double y1, double x2, double y2, double x, double y) ->
            canvas.curveTo(x(x1), y(y1), x(x2), y(y2), x(x), y(y));
        case Outline.Close _ -> canvas.closePath();
      }
    }
  }

  private float x(double x) {
    return (float) x * scale;
  }

  private float y(double y) {
    return (float) (drawing.height() - y) * scale;
  }
}
