package dev.offload.image.header;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A format that is recognised for the error text, but not read.
record ForeignFormat(String title, Predicate<ByteCursor> mark) {
  private static final List<ForeignFormat> KNOWN =
      List.of(
          new ForeignFormat("BigTIFF", starts("II+\0", "MM\0+")),
          new ForeignFormat("AVIF", brand("avi")),
          new ForeignFormat("HEIC", brand("hei", "hev")),
          new ForeignFormat("HEIF", brand("mif", "msf")),
          new ForeignFormat("JPEG 2000", starts("\0\0\0\fjP  ", "\u00ffO\u00ffQ")),
          new ForeignFormat("JPEG XL", starts("\0\0\0\fJXL ", "\u00ff\n")),
          new ForeignFormat("Photoshop", starts("8BPS")),
          new ForeignFormat("ICO", starts("\0\0\1\0").and(file -> !file.has(4, "\0\0"))),
          new ForeignFormat("OpenEXR", starts("v/1\1")),
          new ForeignFormat("Radiance HDR", starts("#?RADIANCE")),
          new ForeignFormat("QOI", starts("qoif")),
          new ForeignFormat("SVG", SvgStart::isOne));

  private static final int BRANDS = 8;
  private static final int BRAND_LENGTH = 4;

  /// More brands than any encoder writes.
  private static final int MOST_BRANDS = 32;

  static Optional<String> nameOf(ByteCursor file) {
    return KNOWN.stream()
        .filter(format -> format.mark.test(file))
        .map(ForeignFormat::title)
        .findFirst();
  }

  private static Predicate<ByteCursor> starts(String... beginnings) {
    return file -> Stream.of(beginnings).anyMatch(beginning -> file.has(0, beginning));
  }

  /// An ISO media file that is one of a kind, or compatible with it: the kinds share a box `ftyp`.
  private static Predicate<ByteCursor> brand(String... beginnings) {
    return file ->
        file.has(4, "ftyp") && Stream.of(beginnings).anyMatch(brand -> hasBrand(file, brand));
  }

  private static boolean hasBrand(ByteCursor file, String beginning) {
    for (int brand = 0; brand < MOST_BRANDS; brand++) {
      if (file.has(BRANDS + brand * BRAND_LENGTH, beginning)) {
        return true;
      }
    }
    return false;
  }
}
