package dev.offload.e2e.containers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// A picture of one colour. Its few hundred kilobytes become hundreds of megabytes when it is
/// decoded.
///
/// @param width in pixels
/// @param height in pixels
/// @param depth bits per channel
/// @param colour the colour type of its pixels
record HostilePng(int width, int height, int depth, Colour colour) {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int DEFAULTS = 0; // of compression and filter; not interlaced

  /// The colour types of PNG that need no palette.
  enum Colour {
    GREY(0, 1),
    RGB(2, 3),
    GREY_ALPHA(4, 2),
    RGBA(6, 4);

    private final int code;
    private final int channels;

    Colour(int code, int channels) {
      this.code = code;
      this.channels = channels;
    }
  }

  byte[] bytes() {
    try {
      var header = new ByteArrayOutputStream();
      var fields = new DataOutputStream(header);
      fields.writeInt(width);
      fields.writeInt(height);
      fields.write(new byte[] {(byte) depth, (byte) colour.code, DEFAULTS, DEFAULTS, DEFAULTS});

      var png = new ByteArrayOutputStream();
      png.write(SIGNATURE);
      writeChunk(png, "IHDR", header.toByteArray());
      writeChunk(png, "IDAT", deflatedRows());
      writeChunk(png, "IEND", new byte[0]);
      return png.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] deflatedRows() throws IOException {
    var deflated = new ByteArrayOutputStream();
    var best = new Deflater(Deflater.BEST_COMPRESSION);
    try (var rows = new DeflaterOutputStream(deflated, best)) {
      byte[] filterAndPixels = new byte[1 + width * colour.channels * depth / Byte.SIZE];
      for (int row = 0; row < height; row++) {
        rows.write(filterAndPixels);
      }
    } finally {
      best.end();
    }
    return deflated.toByteArray();
  }

  private static void writeChunk(ByteArrayOutputStream png, String type, byte[] data)
      throws IOException {
    var checksum = new CRC32();
    checksum.update(type.getBytes(US_ASCII));
    checksum.update(data);
    var chunk = new DataOutputStream(png);
    chunk.writeInt(data.length);
    chunk.write(type.getBytes(US_ASCII));
    chunk.write(data);
    chunk.writeInt((int) checksum.getValue());
  }
}
