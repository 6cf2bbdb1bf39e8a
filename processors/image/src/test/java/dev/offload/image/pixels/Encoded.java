package dev.offload.image.pixels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the [Encoder] wrote, as bytes.
public final class Encoded {
  private Encoded() {}

  public static byte[] bytes(Picture picture, OutputFormat format, int quality) {
    try {
      Path file = Files.createTempFile("encoded", "." + format.extension());
      try {
        Encoder.write(picture, format, quality, file);
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
