package dev.offload.e2e.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// The demo's photos, and what is drawn on them.
public final class Pictures {
  private static final Color FRAME = new Color(0x00C853);

  private Pictures() {}

  public static byte[] astronaut() {
    return resource("/pictures/astronaut.png");
  }

  /// It has no human face.
  public static byte[] cat() {
    return resource("/pictures/chelsea.png");
  }

  /// `picture` as a square JPEG of `side` pixels, the size of a camera's photo, and mirrored.
  static byte[] asPhoto(byte[] picture, int side) {
    var original = read(picture);
    var photo = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    var pen = photo.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.drawImage(original, side, 0, -side, side, null);
    pen.dispose();
    return write(photo, "jpeg");
  }

  /// `picture` as PNG with a frame around each of `faces`, as the task `image` reports them.
  static byte[] withFrames(byte[] picture, JsonNode faces) {
    var framed = read(picture);
    var pen = framed.createGraphics();
    pen.setColor(FRAME);
    pen.setStroke(new BasicStroke(Math.max(2, framed.getWidth() / 200f)));
    for (var face : faces) {
      var box = face.path("box");
      pen.drawRect(
          box.path("x").asInt(),
          box.path("y").asInt(),
          box.path("width").asInt(),
          box.path("height").asInt());
    }
    pen.dispose();
    return write(framed, "png");
  }

  /// Decodes a picture. Throws if `bytes` are not a picture.
  public static BufferedImage read(byte[] bytes) {
    try {
      var picture = ImageIO.read(new ByteArrayInputStream(bytes));
      if (picture == null) {
        throw new IllegalArgumentException("These bytes are not a picture");
      }
      return picture;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] write(BufferedImage picture, String format) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] resource(String name) {
    try (var stream = Pictures.class.getResourceAsStream(name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
