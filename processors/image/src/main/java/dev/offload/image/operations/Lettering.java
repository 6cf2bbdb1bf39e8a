package dev.offload.image.operations;

import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.Picture;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.text.Bidi;

/// A line of text in DejaVu Sans, letter after letter from left to right.
///
/// @param outline of all letters, in units of the font, with y growing downwards
/// @param bounds of the outline
record Lettering(GeneralPath outline, Rectangle2D bounds, Colour colour) implements Stamp {
  /// The most pixels that are drawn. A larger text is enlarged from there.
  private static final double MOST_PIXELS = 4_000_000;

  static Lettering of(String text, Colour colour) {
    GeneralPath outline = outline(text);
    return new Lettering(outline, outline.getBounds2D(), colour);
  }

  /// @throws IllegalArgumentException if the text can't be written
  static void require(String text) {
    if (Bidi.requiresBidi(text.toCharArray(), 0, text.length())) {
      throw new IllegalArgumentException(
          "watermark.text must be of a script that is written from left to right; send a picture"
              + " of other scripts");
    }
    if (outline(text).getBounds2D().isEmpty()) {
      throw new IllegalArgumentException("watermark.text must have something that can be seen");
    }
  }

  @Override
  public double heightPerWidth() {
    return bounds.getHeight() / bounds.getWidth();
  }

  /// It is drawn no larger than it is seen.
  @Override
  public long pixels() {
    return 0;
  }

  @Override
  public Picture rendered(int width, int height) {
    double part = Math.min(1, Math.sqrt(MOST_PIXELS / ((double) width * height)));
    int columns = (int) Math.max(1, Math.floor(width * part));
    int rows = (int) Math.max(1, Math.floor(height * part));
    try (Picture drawn = Picture.ofOpacity(drawn(columns, rows), columns, colour)) {
      return drawn.scaledTo(width, height);
    }
  }

  /// How opaque each pixel is, from 0 to 255.
  private byte[] drawn(int width, int height) {
    BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = mask.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    pen.setColor(java.awt.Color.WHITE);
    AffineTransform place =
        AffineTransform.getScaleInstance(width / bounds.getWidth(), height / bounds.getHeight());
    place.translate(-bounds.getX(), -bounds.getY());
    pen.fill(place.createTransformedShape(outline));
    pen.dispose();
    return ((DataBufferByte) mask.getRaster().getDataBuffer()).getData();
  }

  private static GeneralPath outline(String text) {
    GeneralPath line = new GeneralPath(GeneralPath.WIND_NON_ZERO);
    double right = 0;
    for (int character : text.codePoints().toArray()) {
      Letters.Letter letter = Letters.letter(character);
      AffineTransform place = AffineTransform.getTranslateInstance(right, 0);
      place.scale(1, -1);
      line.append(place.createTransformedShape(letter.outline()), false);
      right += letter.advance();
    }
    return line;
  }
}
