package dev.offload.image;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.offload.image.header.Orientation;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;
import javax.imageio.stream.ImageOutputStream;

/// Pictures for tests. The JDK makes and reads them, as it shares no code with what is tested.
public final class TestPictures {
  public static final Color TOP_LEFT = Color.RED;
  public static final Color TOP_RIGHT = Color.GREEN;
  public static final Color BOTTOM_LEFT = Color.BLUE;
  public static final Color BOTTOM_RIGHT = Color.YELLOW;

  private static final int ICC_HEADER = 128;
  private static final int ICC_TAG = 12;

  private TestPictures() {}

  /// A picture of four quarters in different colours.
  public static BufferedImage quarters(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, quarter(x < width / 2, y < height / 2).getRGB());
      }
    }
    return image;
  }

  /// The pixels that a camera stores if it saw `seen` and notes `orientation`. The table of
  /// the EXIF specification (tag 0x0112) says where each stored row and column is seen.
  public static BufferedImage storedAs(Orientation orientation, BufferedImage seen) {
    int w = seen.getWidth() - 1;
    int h = seen.getHeight() - 1;
    boolean swaps = orientation.exif() >= 5;
    int columns = swaps ? h + 1 : w + 1;
    int rows = swaps ? w + 1 : h + 1;
    BufferedImage stored = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int rgb =
            switch (orientation.exif()) {
              case 1 -> seen.getRGB(column, row); // row 0 is the top, column 0 the left side
              case 2 -> seen.getRGB(w - column, row); // top, right
              case 3 -> seen.getRGB(w - column, h - row); // bottom, right
              case 4 -> seen.getRGB(column, h - row); // bottom, left
              case 5 -> seen.getRGB(row, column); // left, top
              case 6 -> seen.getRGB(w - row, column); // right, top
              case 7 -> seen.getRGB(w - row, h - column); // right, bottom
              case 8 -> seen.getRGB(row, h - column); // left, bottom
              default -> throw new AssertionError(orientation);
            };
        stored.setRGB(column, row, rgb);
      }
    }
    return stored;
  }

  public static byte[] jpeg(BufferedImage image) {
    return write("jpeg", new IIOImage(image, null, null), false);
  }

  public static byte[] progressiveJpeg(BufferedImage image) {
    return write("jpeg", new IIOImage(image, null, null), true);
  }

  /// One colour in four channels, as Adobe's programs write it: inverted, and with a segment
  /// of their own.
  public static byte[] cmykJpeg(int width, int height, int c, int m, int y, int k) {
    return withAdobe(jpegOf(width, height, 255 - c, 255 - m, 255 - y, 255 - k), 0);
  }

  /// One colour, with a component for each number and nothing that says what they are.
  public static byte[] jpegOf(int width, int height, int... pixel) {
    WritableRaster raster =
        Raster.createInterleavedRaster(0, width, height, pixel.length, null); // 0: bytes
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        raster.setPixel(column, row, pixel);
      }
    }
    return jpeg(raster);
  }

  public static byte[] jpeg(Raster raster) {
    return write("jpeg", new IIOImage(raster, null, null), false);
  }

  /// The JPEG with the segment of Adobe's programs.
  ///
  /// @param colours what the components are: 0 CMYK, 2 YCCK
  public static byte[] withAdobe(byte[] jpeg, int colours) {
    byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) colours};
    return withSegment(jpeg, 0xEE, adobe);
  }

  public static byte[] png(BufferedImage image) {
    return write("png", new IIOImage(image, null, null), false);
  }

  public static byte[] interlacedPng(BufferedImage image) {
    return write("png", new IIOImage(image, null, null), true);
  }

  public static byte[] gif(BufferedImage image) {
    return write("gif", new IIOImage(image, null, null), false);
  }

  public static byte[] bmp(BufferedImage image) {
    return write("bmp", new IIOImage(image, null, null), false);
  }

  /// @param packing as the JDK's writer names it; empty for none
  /// @param orientation the tag's value
  public static byte[] tiff(BufferedImage image, String packing, int orientation) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam settings = writer.getDefaultWriteParam();
      if (!packing.isEmpty()) {
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionType(packing);
      }
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), settings);
      TIFFDirectory directory = TIFFDirectory.createFromMetadata(metadata);
      TIFFTag tag = BaselineTIFFTagSet.getInstance().getTag(BaselineTIFFTagSet.TAG_ORIENTATION);
      directory.addTIFFField(new TIFFField(tag, orientation));
      writer.write(null, new IIOImage(image, null, directory.getAsMetadata()), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /// A PNG of black pixels, one bit each.
  public static byte[] hugePng(int width, int height) {
    return png(width, height, blackPixels(width, height));
  }

  /// A PNG that nobody can decode, although its chunks are what they say.
  public static byte[] pngWithoutPixels(int width, int height) {
    return png(width, height, "nothing to inflate".getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] blackPixels(int width, int height) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream compressed = new DeflaterOutputStream(data)) {
      byte[] row = new byte[1 + Math.ceilDiv(width, Byte.SIZE)];
      for (int y = 0; y < height; y++) {
        compressed.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return data.toByteArray();
  }

  private static byte[] png(int width, int height, byte[] data) {
    return bytes(
        out -> {
          out.write("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
          out.write(
              chunk(
                  "IHDR",
                  bytes(
                      header -> {
                        header.writeInt(width);
                        header.writeInt(height);
                        header.write(new byte[] {1, 0, 0, 0, 0});
                      })));
          out.write(chunk("IDAT", data));
          out.write(chunk("IEND", new byte[0]));
        });
  }

  /// EXIF data: a TIFF directory with the orientation, and another with a latitude.
  public static byte[] exif(int orientation) {
    return bytes(
        out -> {
          out.writeBytes("MM");
          out.writeShort(42);
          out.writeInt(8);
          out.writeShort(2);
          entry(out, 0x0112, 3, orientation << 16);
          entry(out, 0x8825, 4, 38); // where the GPS directory is
          out.writeInt(0);
          out.writeShort(1);
          entry(out, 1, 2, 'N' << 24);
          out.writeInt(0);
        });
  }

  public static byte[] littleEndianExif(int orientation) {
    return bytes(
        out -> {
          out.write(new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0});
          out.write(new byte[] {0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte) orientation, 0, 0, 0});
          out.write(new byte[4]);
        });
  }

  public static byte[] withExif(byte[] jpeg, byte[] exif) {
    return withSegment(jpeg, 0xE1, concat(bytes(out -> out.writeBytes("Exif\0\0")), exif));
  }

  public static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
    return bytes(
        out -> {
          out.write(jpeg, 0, 2);
          out.writeShort(0xFF00 | marker);
          out.writeShort(content.length + 2);
          out.write(content);
          out.write(jpeg, 2, jpeg.length - 2);
        });
  }

  /// Puts a chunk behind the header of a PNG.
  public static byte[] withChunk(byte[] png, String type, byte[] content) {
    int header = 8 + 25;
    return bytes(
        out -> {
          out.write(png, 0, header);
          out.write(chunk(type, content));
          out.write(png, header, png.length - header);
        });
  }

  /// Puts a chunk behind the pixels of a PNG.
  public static byte[] withLateChunk(byte[] png, String type, byte[] content) {
    int end = png.length - 12;
    return bytes(
        out -> {
          out.write(png, 0, end);
          out.write(chunk(type, content));
          out.write(png, end, png.length - end);
        });
  }

  /// A PNG with one row of grey values of so many bits each. One of the values is transparent
  /// (tRNS).
  public static byte[] greyPng(int bits, int clear, int... values) {
    byte[] row =
        bytes(
            out -> {
              out.write(0); // no filter
              int pending = 0;
              int filled = 0;
              for (int value : values) {
                pending = (pending << bits) | value;
                filled += bits;
                while (filled >= Byte.SIZE) {
                  filled -= Byte.SIZE;
                  out.write(pending >>> filled);
                }
              }
              if (filled > 0) {
                out.write(pending << (Byte.SIZE - filled));
              }
            });
    byte[] header =
        bytes(
            out -> {
              out.writeInt(values.length);
              out.writeInt(1);
              out.write(new byte[] {(byte) bits, 0, 0, 0, 0});
            });
    return bytes(
        out -> {
          out.write("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
          out.write(chunk("IHDR", header));
          out.write(chunk("tRNS", new byte[] {(byte) (clear >> Byte.SIZE), (byte) clear}));
          out.write(chunk("IDAT", deflated(row)));
          out.write(chunk("IEND", new byte[0]));
        });
  }

  public static byte[] deflated(byte[] bytes) {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return deflated.toByteArray();
  }

  /// The PNG with an ICC profile.
  public static byte[] pngWithProfile(byte[] png, byte[] icc) {
    return withChunk(
        png,
        "iCCP",
        bytes(
            out -> {
              out.writeBytes("a profile\0\0");
              out.write(deflated(icc));
            }));
  }

  /// The JPEG with an ICC profile in two segments, as large ones have to be.
  public static byte[] jpegWithProfile(byte[] jpeg, byte[] icc) {
    int half = icc.length / 2;
    byte[] second = jpegWithPart(jpeg, 2, Arrays.copyOfRange(icc, half, icc.length));
    return jpegWithPart(second, 1, Arrays.copyOf(icc, half));
  }

  /// The same, as a writer of segments may leave them: the second part first.
  public static byte[] jpegWithProfileOutOfOrder(byte[] jpeg, byte[] icc) {
    int half = icc.length / 2;
    byte[] first = jpegWithPart(jpeg, 1, Arrays.copyOf(icc, half));
    return jpegWithPart(first, 2, Arrays.copyOfRange(icc, half, icc.length));
  }

  /// A plain WebP, made an extended one with an ICC profile.
  public static byte[] webpWithProfile(byte[] webp, int width, int height, byte[] icc) {
    ByteBuffer chunks = ByteBuffer.allocate(webp.length + icc.length + 64).order(LITTLE_ENDIAN);
    chunks.put("WEBPVP8X".getBytes(StandardCharsets.ISO_8859_1)).putInt(10).putInt(0x20);
    chunks.putShort((short) (width - 1)).put((byte) 0);
    chunks.putShort((short) (height - 1)).put((byte) 0);
    chunks.put("ICCP".getBytes(StandardCharsets.ISO_8859_1)).putInt(icc.length).put(icc);
    chunks.position(chunks.position() + (icc.length & 1));
    chunks.put(webp, 12, webp.length - 12);
    ByteBuffer riff = ByteBuffer.allocate(8 + chunks.position()).order(LITTLE_ENDIAN);
    riff.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(chunks.position());
    return riff.put(chunks.array(), 0, chunks.position()).array();
  }

  /// The profile with a tag `cicp` that says which transfer function its numbers have, by its code
  /// point in ITU-T H.273.
  public static byte[] withTransfer(byte[] icc, int code) {
    ByteBuffer profile = ByteBuffer.wrap(icc);
    int tags = profile.getInt(ICC_HEADER);
    int table = ICC_HEADER + Integer.BYTES;
    int content = table + tags * ICC_TAG;
    return bytes(
        out -> {
          out.writeInt(icc.length + 2 * ICC_TAG);
          out.write(icc, Integer.BYTES, ICC_HEADER - Integer.BYTES);
          out.writeInt(tags + 1);
          for (int entry = table; entry < content; entry += ICC_TAG) {
            out.writeInt(profile.getInt(entry));
            out.writeInt(profile.getInt(entry + 4) + ICC_TAG);
            out.writeInt(profile.getInt(entry + 8));
          }
          out.writeBytes("cicp");
          out.writeInt(icc.length + ICC_TAG);
          out.writeInt(12);
          out.write(icc, content, icc.length - content);
          out.writeBytes("cicp");
          out.write(new byte[] {0, 0, 0, 0, 9, (byte) code, 0, 1});
        });
  }

  private static byte[] jpegWithPart(byte[] jpeg, int part, byte[] icc) {
    return withSegment(
        jpeg,
        0xE2,
        bytes(
            out -> {
              out.writeBytes("ICC_PROFILE\0");
              out.write(new byte[] {(byte) part, 2});
              out.write(icc);
            }));
  }

  public static BufferedImage read(byte[] file) {
    try {
      return ImageIO.read(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads a file that lies beside the tests, such as `astronaut.png`.
  public static byte[] resource(String name) {
    try (InputStream in = TestPictures.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] concat(byte[] first, byte[] second) {
    return bytes(
        out -> {
          out.write(first);
          out.write(second);
        });
  }

  /// The bytes that are written, big-endian.
  public static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// Writes some bytes.
  @FunctionalInterface
  public interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private static Color quarter(boolean left, boolean top) {
    if (top) {
      return left ? TOP_LEFT : TOP_RIGHT;
    }
    return left ? BOTTOM_LEFT : BOTTOM_RIGHT;
  }

  private static void entry(DataOutputStream out, int tag, int type, int value) throws IOException {
    out.writeShort(tag);
    out.writeShort(type);
    out.writeInt(type == 2 ? 2 : 1);
    out.writeInt(value);
  }

  private static byte[] chunk(String type, byte[] content) {
    return bytes(
        out -> {
          byte[] checked = concat(type.getBytes(StandardCharsets.ISO_8859_1), content);
          CRC32 checksum = new CRC32();
          checksum.update(checked);
          out.writeInt(content.length);
          out.write(checked);
          out.writeInt((int) checksum.getValue());
        });
  }

  private static byte[] write(String format, IIOImage image, boolean progressive) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam settings = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(0.95f);
      }
      if (!format.equals("gif") && settings.canWriteProgressive()) {
        settings.setProgressiveMode(
            progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      }
      writer.write(null, image, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
