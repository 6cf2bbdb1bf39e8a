package dev.offload.image.operations;

import dev.offload.image.faces.Box;
import dev.offload.image.pixels.Colour;
import dev.offload.schemas.url.OutsideUrl;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Puts a text or a picture onto the picture.
///
/// @param text one line; absent if there is a picture
/// @param file the id of the picture's file
/// @param url where the picture is fetched from first, instead of a file
/// @param gravity [Gravity#SOUTH_EAST] if absent
/// @param opacity more than 0, up to 1; 0.5 if absent
/// @param width as a share of the picture's width, more than 0, up to 1; 0.25 if absent
/// @param margin to the sides, as a share of the picture's shorter side; 0.02 if absent
/// @param colour of the text; white if absent
public record Watermark(
    String text,
    String file,
    OutsideUrl url,
    Gravity gravity,
    Double opacity,
    Double width,
    Double margin,
    Colour colour)
    implements Operation {
  public static final int LONGEST_TEXT = 200;
  public static final double MOST_MARGIN = 0.4;

  private static final double OPACITY = 0.5;
  private static final double WIDTH = 0.25;
  private static final double MARGIN = 0.02;

  public Watermark {
    if (Stream.of(text, file, url).filter(Objects::nonNull).count() != 1) {
      throw new IllegalArgumentException("watermark must have one of text, file and url");
    }
    if (text != null) {
      int length = text.codePointCount(0, text.length());
      if (text.isBlank() || length > LONGEST_TEXT) {
        throw new IllegalArgumentException(
            "watermark.text must have 1 to %d characters, not only spaces, has %d"
                .formatted(LONGEST_TEXT, length));
      }
      Lettering.require(text);
    }
    if (text == null && colour != null) {
      throw new IllegalArgumentException("watermark.colour must be absent without text");
    }
    gravity = gravity == null ? Gravity.SOUTH_EAST : gravity;
    opacity = opacity == null ? OPACITY : opacity;
    width = width == null ? WIDTH : width;
    margin = margin == null ? MARGIN : margin;
    colour = text != null && colour == null ? Colour.WHITE : colour;
    requireShare("opacity", opacity);
    requireShare("width", width);
    if (!(margin >= 0 && margin <= MOST_MARGIN)) {
      throw new IllegalArgumentException(
          "watermark.margin must be 0 to %s, was %s".formatted(MOST_MARGIN, margin));
    }
  }

  /// The same with a file instead of a URL.
  public Watermark with(Map<OutsideUrl, String> files) {
    return url == null
        ? this
        : new Watermark(null, files.get(url), null, gravity, opacity, width, margin, null);
  }

  @Override
  public Marking on(Shape before, Setting setting) {
    Stamp stamp = file == null ? Lettering.of(text, colour) : setting.marks().stamp(file);
    return new Marking(before, stamp, place(before, stamp.heightPerWidth()), opacity);
  }

  /// As wide as asked for, or as much smaller as it takes to fit between the margins.
  private Box place(Shape before, double heightPerWidth) {
    int free = (int) Math.round(margin * Math.min(before.width(), before.height()));
    int across = before.width() - 2 * free;
    int down = before.height() - 2 * free;
    double most = Math.min(across, down / heightPerWidth);
    double wide = Math.min(width * before.width(), most);
    int columns = Math.clamp(Math.round(wide), 1, before.width());
    int rows = Math.clamp(Math.round(wide * heightPerWidth), 1, before.height());
    return new Box(
        free + gravity.x(Math.max(0, across - columns)),
        free + gravity.y(Math.max(0, down - rows)),
        columns,
        rows);
  }

  private static void requireShare(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "watermark.%s must be more than 0, up to 1, was %s".formatted(name, value));
    }
  }
}
