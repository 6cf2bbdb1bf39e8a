package dev.offload.image.pixels;

import static dev.offload.image.TestPictures.bmp;
import static dev.offload.image.TestPictures.cmykJpeg;
import static dev.offload.image.TestPictures.concat;
import static dev.offload.image.TestPictures.gif;
import static dev.offload.image.TestPictures.greyPng;
import static dev.offload.image.TestPictures.jpeg;
import static dev.offload.image.TestPictures.jpegWithProfile;
import static dev.offload.image.TestPictures.littleEndianExif;
import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.pngWithProfile;
import static dev.offload.image.TestPictures.progressiveJpeg;
import static dev.offload.image.TestPictures.quarters;
import static dev.offload.image.TestPictures.resource;
import static dev.offload.image.TestPictures.tiff;
import static dev.offload.image.TestPictures.withChunk;
import static dev.offload.image.TestPictures.withExif;

import dev.offload.image.TestGif;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/// Pictures of every format that is read, with bytes that are changed, left out, repeated or
/// taken from other pictures.
public final class ChancePictures {
  private static final int PNG_START = 8;
  private static final int[] EXTREMES = {
    0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, -1
  };

  private final List<byte[]> whole;

  public ChancePictures() {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    BufferedImage image = quarters(96, 64);
    this.whole =
        List.of(
            jpeg(image),
            progressiveJpeg(image),
            withExif(jpeg(image), littleEndianExif(6)),
            jpegWithProfile(jpeg(image), linear),
            resource("p3_red.jpeg"),
            cmykJpeg(96, 64, 10, 200, 30, 40),
            png(image),
            pngWithProfile(png(image), linear),
            withChunk(withChunk(png(image), "gAMA", new byte[] {0, 1, 1, 1}), "cHRM", new byte[32]),
            withChunk(png(image), "cICP", new byte[] {9, 1, 0, 1}),
            png(new BufferedImage(64, 32, BufferedImage.TYPE_INT_ARGB)),
            png(new BufferedImage(64, 32, BufferedImage.TYPE_USHORT_GRAY)),
            png(new BufferedImage(64, 32, BufferedImage.TYPE_BYTE_INDEXED)),
            greyPng(2, 1, 0, 1, 2, 3),
            greyPng(16, 500, 0, 500, 65_535),
            Animations.of(".png"),
            gif(image),
            gif(new BufferedImage(64, 32, BufferedImage.TYPE_BYTE_BINARY)),
            Animations.of(".gif"),
            manyFrames(),
            resource("no-trailer.gif"),
            Encoded.webp(image, 80),
            Encoded.webp(image, 101),
            Animations.of(".webp"),
            bmp(image),
            bmp(new BufferedImage(64, 32, BufferedImage.TYPE_BYTE_INDEXED)),
            tiff(image, "", 1),
            tiff(image, "LZW", 6),
            tiff(image, "Deflate", 1),
            tiff(image, "PackBits", 8),
            tiff(new BufferedImage(64, 32, BufferedImage.TYPE_INT_ARGB), "LZW", 1),
            tiff(new BufferedImage(64, 32, BufferedImage.TYPE_USHORT_GRAY), "", 1),
            tiff(new BufferedImage(64, 32, BufferedImage.TYPE_BYTE_INDEXED), "LZW", 1));
  }

  /// A GIF with each way to dispose of a frame.
  private static byte[] manyFrames() {
    TestGif gif = TestGif.ofSize(40, 30).repeated(3);
    for (int i = 0; i < 12; i++) {
      gif.control(i % 4, i, i % 2 == 0).frame(i, i, 20 - i, 10, i % 4);
    }
    return gif.whole();
  }

  /// One that is as it should be.
  public byte[] whole(Random random) {
    return whole.get(random.nextInt(whole.size())).clone();
  }

  public byte[] damaged(Random random) {
    byte[] file = whole(random);
    for (int i = random.nextInt(4); i >= 0; i--) {
      file = changed(file, random);
    }
    if (random.nextInt(4) > 0) {
      mendChecksums(file);
    }
    return file;
  }

  private byte[] changed(byte[] file, Random random) {
    if (file.length < 16) {
      return file;
    }
    // Most of what matters to a decoder is at the beginning.
    int end = random.nextBoolean() ? Math.min(file.length, 120) : file.length;
    int at = random.nextInt(end - 5);
    int length = 1 + random.nextInt(Math.min(64, file.length - at));
    ByteBuffer bytes = ByteBuffer.wrap(file);
    switch (random.nextInt(9)) {
      case 0 -> file[at] = (byte) random.nextInt();
      case 1 -> file[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      case 2 -> bytes.putShort(at, (short) extreme(random));
      case 3 -> bytes.putInt(at, extreme(random));
      case 4 -> bytes.putInt(at, Integer.reverseBytes(extreme(random)));
      case 5 -> {
        return concat(Arrays.copyOf(file, at), Arrays.copyOfRange(file, at + length, file.length));
      }
      case 6 -> {
        return concat(Arrays.copyOf(file, at + length), Arrays.copyOfRange(file, at, file.length));
      }
      case 7 -> {
        byte[] other = whole.get(random.nextInt(whole.size()));
        int from = random.nextInt(other.length);
        byte[] piece = Arrays.copyOfRange(other, from, Math.min(other.length, from + length));
        return concat(
            concat(Arrays.copyOf(file, at), piece), Arrays.copyOfRange(file, at, file.length));
      }
      default -> {
        return Arrays.copyOf(file, at);
      }
    }
    return file;
  }

  private static int extreme(Random random) {
    return EXTREMES[random.nextInt(EXTREMES.length)];
  }

  /// Corrects the checksums of a PNG. Otherwise its decoder would never see the damage.
  private static void mendChecksums(byte[] file) {
    if (file.length < PNG_START || file[1] != 'P' || file[2] != 'N') {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int at = PNG_START;
    while (at + 12L <= file.length) {
      long length = bytes.getInt(at);
      long next = at + 12 + length;
      if (length < 0 || next > file.length) {
        return;
      }
      CRC32 checksum = new CRC32();
      checksum.update(file, at + 4, (int) length + 4);
      bytes.putInt((int) next - 4, (int) checksum.getValue());
      at = (int) next;
    }
  }
}
