package dev.offload.image.pixels;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A colour in sRGB, with parts from 0 to 255. It is written `#rrggbb`, or `#rrggbbaa` with
/// its opacity.
public record Colour(int red, int green, int blue, int alpha) {
  public static final Colour WHITE = new Colour(255, 255, 255, 255);
  public static final Colour TRANSPARENT = new Colour(0, 0, 0, 0);

  private static final Pattern FORM = Pattern.compile("#([0-9a-fA-F]{6})([0-9a-fA-F]{2})?");

  @JsonCreator
  public static Colour parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a colour must be #rrggbb or #rrggbbaa, was %s".formatted(text));
    }
    byte[] parts = HexFormat.of().parseHex(text, 1, text.length());
    return new Colour(
        Byte.toUnsignedInt(parts[0]),
        Byte.toUnsignedInt(parts[1]),
        Byte.toUnsignedInt(parts[2]),
        parts.length == 4 ? Byte.toUnsignedInt(parts[3]) : 255);
  }

  public boolean isOpaque() {
    return alpha == 255;
  }
}
