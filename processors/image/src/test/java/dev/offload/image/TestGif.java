package dev.offload.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// A GIF that a test writes block by block. It has four colours: [#RED], [#GREEN], [#BLUE],
/// and [#NONE], which is transparent in the frames that say so.
public final class TestGif {
  public static final int RED = 0;
  public static final int GREEN = 1;
  public static final int BLUE = 2;
  public static final int NONE = 3;

  public static final int KEEP = 1;
  public static final int CLEAR = 2;
  public static final int RESTORE = 3;

  private static final int BITS = 2;
  private static final int CLEAR_CODE = 1 << BITS;
  private static final int END_CODE = CLEAR_CODE + 1;
  private static final int CODE_BITS = BITS + 1;
  private static final int BLOCK = 255;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private TestGif(int width, int height) {
    bytes.writeBytes(new byte[] {'G', 'I', 'F', '8', '9', 'a'});
    put16(width);
    put16(height);
    put(0x91, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255);
  }

  public static TestGif ofSize(int width, int height) {
    return new TestGif(width, height);
  }

  /// It is shown again so many times after the first; 0: for ever.
  public TestGif repeated(int times) {
    put(0x21, 0xFF, 11);
    bytes.writeBytes(new byte[] {'N', 'E', 'T', 'S', 'C', 'A', 'P', 'E', '2', '.', '0', 3, 1});
    put16(times);
    put(0);
    return this;
  }

  /// What is said before a frame.
  public TestGif control(int disposal, int hundredths, boolean transparent) {
    put(0x21, 0xF9, 4, disposal << 2 | (transparent ? 1 : 0));
    put16(hundredths);
    put(NONE, 0);
    return this;
  }

  /// A frame of one colour.
  public TestGif frame(int left, int top, int width, int height, int colour) {
    int[] pixels = new int[width * height];
    Arrays.fill(pixels, colour);
    return frame(left, top, width, height, packed(pixels));
  }

  /// A frame with these codes, of three bits each as long as the table is small.
  public TestGif frame(int left, int top, int width, int height, byte[] codes) {
    put(0x2C);
    put16(left);
    put16(top);
    put16(width);
    put16(height);
    put(0, BITS);
    blocks(codes);
    return this;
  }

  public TestGif bytes(int... more) {
    put(more);
    return this;
  }

  /// The file so far.
  public byte[] cut() {
    return bytes.toByteArray();
  }

  /// The whole file.
  public byte[] whole() {
    put(0x3B);
    return bytes.toByteArray();
  }

  /// The table of the compression is cleared so often that all codes have the same length.
  private static byte[] packed(int[] pixels) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    int pending = 0;
    int filled = 0;
    int codes = 0;
    int all = pixels.length + Math.ceilDiv(pixels.length, 2) + 1;
    int pixel = 0;
    while (codes < all) {
      int code = codes == all - 1 ? END_CODE : codes % 3 == 0 ? CLEAR_CODE : pixels[pixel++];
      pending |= code << filled;
      filled += CODE_BITS;
      codes++;
      while (filled >= Byte.SIZE) {
        packed.write(pending);
        pending >>>= Byte.SIZE;
        filled -= Byte.SIZE;
      }
    }
    if (filled > 0) {
      packed.write(pending);
    }
    return packed.toByteArray();
  }

  private void blocks(byte[] data) {
    for (int from = 0; from < data.length; from += BLOCK) {
      int length = Math.min(BLOCK, data.length - from);
      put(length);
      bytes.write(data, from, length);
    }
    put(0);
  }

  private void put16(int value) {
    put(value, value >> Byte.SIZE);
  }

  private void put(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
  }
}
