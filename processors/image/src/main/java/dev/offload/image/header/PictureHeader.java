package dev.offload.image.header;

/// What a picture file says about itself, read without decoding a pixel.
///
/// @param format the kind of file
/// @param storedWidth columns as stored, before the orientation is applied
/// @param storedHeight rows as stored
/// @param orientation how to move them to see the picture upright
/// @param coding how the pixels are stored
/// @param motion of the animation, if all of its frames are meant
public record PictureHeader(
    SourceFormat format,
    int storedWidth,
    int storedHeight,
    Orientation orientation,
    Coding coding,
    Motion motion) {

  /// A picture that does not move, or one frame of an animation.
  public PictureHeader(
      SourceFormat format,
      int storedWidth,
      int storedHeight,
      Orientation orientation,
      Coding coding) {
    this(format, storedWidth, storedHeight, orientation, coding, Motion.NONE);
  }

  /// Reads the header and walks the file's structure to its end, or to the end of an animation's
  /// first frame, so that a file that was cut off is found out here.
  ///
  /// @throws UnfitPicture if these bytes are not a whole picture of a [SourceFormat]
  public static PictureHeader read(byte[] picture) throws UnfitPicture {
    PictureHeader header = structureOf(picture);
    if (header.storedWidth < 1 || header.storedHeight < 1) {
      throw UnfitPicture.corrupt(
          "the %s says it has %d × %d pixels"
              .formatted(header.format.label(), header.storedWidth, header.storedHeight));
    }
    return header;
  }

  /// Whether pixels may be transparent.
  public boolean alpha() {
    return coding.pixel().alpha();
  }

  /// The file that is decoded: of an animation its first frame, whatever comes after it or is
  /// cut off there, a TIFF as if it were upright, and a BMP with its masks where the decoder
  /// looks for them.
  public Excerpt meant(byte[] file) throws UnfitPicture {
    return switch (format) {
      case GIF -> GifStructure.meant(file);
      case JPEG -> Excerpt.whole(file);
      case BMP -> BmpStructure.meant(file);
      case PNG -> PngStructure.meant(file);
      case WEBP -> WebpStructure.meant(file);
      case TIFF -> TiffStructure.meant(file);
    };
  }

  /// Whether the file is an animation of a format whose first frame alone can be read.
  public boolean isUnreadAnimation(byte[] file) throws UnfitPicture {
    return switch (format) {
      case PNG -> PngStructure.isAnimation(file);
      case WEBP -> WebpStructure.isAnimation(file);
      case BMP, GIF, JPEG, TIFF -> false;
    };
  }

  /// The same picture with all of its frames.
  public PictureHeader moving(Motion all) {
    return new PictureHeader(format, storedWidth, storedHeight, orientation, coding, all);
  }

  /// Columns of the upright picture.
  public int width() {
    return orientation.swapsSides() ? storedHeight : storedWidth;
  }

  /// Rows of the upright picture.
  public int height() {
    return orientation.swapsSides() ? storedWidth : storedHeight;
  }

  public long pixels() {
    return (long) storedWidth * storedHeight;
  }

  /// The header of a picture like this one, but of another size.
  public PictureHeader withLongerSide(int length) {
    double factor = length / (double) Math.max(storedWidth, storedHeight);
    return new PictureHeader(
        format, side(storedWidth, factor), side(storedHeight, factor), orientation, coding, motion);
  }

  private static int side(int stored, double factor) {
    return (int) Math.max(1, Math.round(stored * factor));
  }

  private static PictureHeader structureOf(byte[] picture) throws UnfitPicture {
    ByteCursor cursor = new ByteCursor(picture);
    if (JpegStructure.starts(cursor)) {
      return JpegStructure.read(cursor);
    }
    if (PngStructure.starts(cursor)) {
      return PngStructure.read(cursor);
    }
    if (WebpStructure.starts(cursor)) {
      return WebpStructure.read(cursor);
    }
    if (GifStructure.starts(cursor)) {
      return GifStructure.read(cursor);
    }
    if (TiffStructure.starts(cursor)) {
      return TiffStructure.read(cursor);
    }
    if (BmpStructure.starts(cursor)) {
      return BmpStructure.read(cursor);
    }
    throw ForeignFormat.nameOf(cursor)
        .map(
            name ->
                UnfitPicture.unsupported(
                    "%s pictures are not read here; send %s".formatted(name, READ)))
        .orElseGet(
            () ->
                UnfitPicture.notAnImage(
                    "the file is not a picture. Supported: %s".formatted(READ)));
  }

  private static final String READ = "JPEG, PNG, WebP, GIF, TIFF or BMP";
}
