package dev.offload.e2e.drill;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.offload.e2e.demo.Pictures;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/// Photos of many sizes, formats and orientations, made from those of the demo.
final class PhotoStock {
  private static final List<Integer> SIDES = List.of(240, 640, 1280, 2048);
  private static final List<String> FORMATS =
      List.of("jpeg", "progressive", "png", "gif", "bmp", "tiff");
  private static final int CAMERA_SIDE = 4000;
  private static final int ORIENTATIONS = 8;
  private static final int TURNED = 5;

  /// A photo in a file.
  static final class Photo {
    private final String kind;
    private final byte[] file;
    private final int width;
    private final int height;

    private Photo(String kind, byte[] file, int width, int height) {
      this.kind = kind;
      this.file = file;
      this.width = width;
      this.height = height;
    }

    /// What it is, for a fault.
    String kind() {
      return kind;
    }

    byte[] file() {
      return file;
    }

    /// The width of the upright photo.
    int width() {
      return width;
    }

    int height() {
      return height;
    }
  }

  private PhotoStock() {}

  /// Each format in each size, and photos of a camera in each orientation. The largest are
  /// JPEGs, as others would be of no size that anybody uploads.
  static List<Photo> made() throws IOException {
    var photos = new ArrayList<Photo>();
    for (var original : List.of(Pictures.astronaut(), Pictures.cat())) {
      var photo = Pictures.read(original);
      for (int side : SIDES) {
        var scaled = scaled(photo, side);
        for (var format : FORMATS) {
          photos.add(photo(format, scaled));
        }
      }
      var large = write("jpeg", scaled(photo, CAMERA_SIDE));
      for (int orientation = 1; orientation <= ORIENTATIONS; orientation++) {
        photos.add(turned(large, orientation));
      }
    }
    return photos;
  }

  private static Photo photo(String format, BufferedImage pixels) throws IOException {
    var kind = "%s of %d pixels".formatted(format, pixels.getWidth());
    return new Photo(kind, write(format, pixels), pixels.getWidth(), pixels.getHeight());
  }

  private static Photo turned(byte[] jpeg, int orientation) {
    var stored = Pictures.read(jpeg);
    var swapped = orientation >= TURNED;
    return new Photo(
        "jpeg of orientation " + orientation,
        withOrientation(jpeg, orientation),
        swapped ? stored.getHeight() : stored.getWidth(),
        swapped ? stored.getWidth() : stored.getHeight());
  }

  private static BufferedImage scaled(BufferedImage photo, int width) {
    int height = photo.getHeight() * width / photo.getWidth();
    var scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var pen = scaled.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(photo, 0, 0, width, height, null);
    pen.dispose();
    return scaled;
  }

  private static byte[] write(String format, BufferedImage pixels) throws IOException {
    var progressive = format.equals("progressive");
    var writer = ImageIO.getImageWritersByFormatName(progressive ? "jpeg" : format).next();
    var bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      var settings = writer.getDefaultWriteParam();
      if (progressive) {
        settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.write(null, new IIOImage(pixels, null, null), settings);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /// Puts an EXIF segment with one entry, the orientation, behind the first marker of a JPEG.
  private static byte[] withOrientation(byte[] jpeg, int orientation) {
    var segment = ByteBuffer.allocate(36).putShort((short) 0xFFE1).putShort((short) 34);
    segment.put("Exif\0\0MM".getBytes(US_ASCII)).putShort((short) 42).putInt(8).putShort((short) 1);
    segment.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    segment.putShort((short) 0).putInt(0);
    return ByteBuffer.allocate(jpeg.length + segment.capacity())
        .put(jpeg, 0, 2)
        .put(segment.flip())
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }
}
