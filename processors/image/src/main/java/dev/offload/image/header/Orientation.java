package dev.offload.image.header;

/// How a picture must be turned and mirrored to be upright: the eight values of the EXIF tag
/// 0x0112.
public enum Orientation {
  UPRIGHT(1),
  MIRRORED(2),
  UPSIDE_DOWN(3),
  UPSIDE_DOWN_MIRRORED(4),
  /// Mirrored along the diagonal from the top left: rows become columns.
  TRANSPOSED(5),
  /// To be turned clockwise by 90 degrees.
  TURN_CLOCKWISE(6),
  /// Mirrored along the diagonal from the top right.
  TRANSVERSED(7),
  /// To be turned counter-clockwise by 90 degrees.
  TURN_COUNTER_CLOCKWISE(8);

  private final int exif;

  Orientation(int exif) {
    this.exif = exif;
  }

  /// The value of the EXIF tag, 1 to 8.
  public int exif() {
    return exif;
  }

  /// Whether width and height are swapped.
  public boolean swapsSides() {
    return exif >= TRANSPOSED.exif;
  }

  /// The orientation of the tag's value. Values outside 1 to 8 are ignored.
  static Orientation of(int exif) {
    for (Orientation orientation : values()) {
      if (orientation.exif == exif) {
        return orientation;
      }
    }
    return UPRIGHT;
  }
}
