package dev.offload.image.header;

/// What happens to a frame of an animation after it was shown and before the next one is
/// drawn.
public enum Disposal {
  /// It stays.
  KEEP,
  /// Its place becomes transparent. The specification says "the background colour", but all
  /// browsers do this.
  CLEAR,
  /// Its place becomes what it was before.
  RESTORE;

  /// 0 to 7 as in a GIF. Browsers take 4, which old programs wrote, as 3, and others as 0.
  static Disposal of(int gif) {
    return switch (gif) {
      case 2 -> CLEAR;
      case 3, 4 -> RESTORE;
      default -> KEEP;
    };
  }
}
