package dev.offload.report.pdf;

import java.awt.Color;
import java.util.List;

/// The colours of a document: those of the HTML page on white.
final class Colours {
  static final Color INK = new Color(0x1b1f27);
  static final Color SOFT = new Color(0x626b7a);
  static final Color FAINT = new Color(0xd9dde4);

  private static final List<Color> SERIES =
      List.of(
          new Color(0x2f6fde),
          new Color(0xe07b39),
          new Color(0x2c9c77),
          new Color(0x8a5bd6),
          new Color(0xc8437a),
          new Color(0x7a8699),
          new Color(0xb3930f),
          new Color(0x1c9bb8),
          new Color(0x73962b),
          new Color(0xa0522d),
          new Color(0x4d57a8),
          new Color(0x4a4f58));

  private Colours() {}

  static Color series(int number) {
    return SERIES.get(number % SERIES.size());
  }
}
