package dev.offload.image.operations;

import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.pixels.Decoder;
import dev.offload.image.pixels.Picture;
import dev.offload.image.pixels.Reduction;

/// The picture of a watermark. Its header is known from the beginning, its pixels once it was
/// decoded.
public final class Mark implements Stamp, AutoCloseable {
  private final byte[] file;
  private final PictureHeader header;
  private Picture picture;

  private Mark(byte[] file, PictureHeader header) {
    this.file = file;
    this.header = header;
  }

  /// @throws UnfitPicture if these bytes are not a picture
  public static Mark read(byte[] file) throws UnfitPicture {
    return new Mark(file, PictureHeader.read(file));
  }

  public PictureHeader header() {
    return header;
  }

  public int fileSize() {
    return file.length;
  }

  public void decode() throws UnfitPicture {
    picture = Decoder.decode(file, header, Reduction.NONE);
  }

  @Override
  public double heightPerWidth() {
    return header.height() / (double) header.width();
  }

  /// Those with opacity are weighted by it first.
  @Override
  public long pixels() {
    return header.pixels() * (header.alpha() ? 2 : 1);
  }

  @Override
  public Picture rendered(int width, int height) {
    try (Picture scaled = picture.scaledTo(width, height)) {
      return scaled.withAlpha();
    }
  }

  /// It can be decoded again.
  @Override
  public void close() {
    if (picture != null) {
      picture.close();
      picture = null;
    }
  }
}
