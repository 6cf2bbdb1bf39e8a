package dev.offload.image.header;

import java.util.Optional;

/// Formats that are recognised for the error text, but not read.
enum ForeignFormat {
  BMP("BMP", 0, "BM"),
  TIFF_LITTLE_ENDIAN("TIFF", 0, "II*\0"),
  TIFF_BIG_ENDIAN("TIFF", 0, "MM\0*"),
  HEIC("HEIC", 4, "ftyphei"),
  HEVC("HEIC", 4, "ftyphev"),
  HEIF("HEIF", 4, "ftypmif1"),
  AVIF("AVIF", 4, "ftypavi"),
  JPEG_2000("JPEG 2000", 4, "jP  "),
  JPEG_XL("JPEG XL", 4, "JXL "),
  PHOTOSHOP("Photoshop", 0, "8BPS"),
  SVG("SVG", 0, "<svg");

  private final String title;
  private final int offset;
  private final String magic;

  ForeignFormat(String title, int offset, String magic) {
    this.title = title;
    this.offset = offset;
    this.magic = magic;
  }

  static Optional<String> nameOf(ByteCursor cursor) {
    for (ForeignFormat format : values()) {
      if (cursor.has(format.offset, format.magic)) {
        return Optional.of(format.title);
      }
    }
    return Optional.empty();
  }
}
