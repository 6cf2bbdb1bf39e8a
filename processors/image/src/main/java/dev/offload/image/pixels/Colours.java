package dev.offload.image.pixels;

/// What the numbers of decoded pixels mean.
public enum Colours {
  /// They are sRGB.
  STANDARD,
  /// They are those of the file, and mean what its [OwnProfile] says; sRGB if it has none.
  OWN;

  public Colours other() {
    return this == STANDARD ? OWN : STANDARD;
  }
}
