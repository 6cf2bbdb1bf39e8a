package dev.offload.image.pixels;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.bytedeco.opencv.global.opencv_core.absdiff;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.boundingRect;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/// Writes an animated WebP
/// ([container](https://developers.google.com/speed/webp/docs/riff_container)) frame by frame,
/// so that it never holds more than two of them. The pixels of a frame are encoded by the
/// library; of frames after the first only the part that has changed.
///
/// The library can write an animation, too, but it needs all frames at once, and can't be
/// stopped between two of them.
public final class WebpAnimation implements Closeable {
  private static final int HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int CANVAS_CHUNK = 10;
  private static final int LOOP_CHUNK = 6;
  private static final int FRAME_HEADER = 16;
  private static final int LENGTH_AT = 4;
  private static final int FLAGS_AT = 20;
  private static final int FLAG_ANIMATION = 0x02;
  private static final int FLAG_ALPHA = 0x10;

  /// The pixels replace what was there, and stay when the next frame comes.
  private static final byte REPLACES_AND_STAYS = 0x02;

  private static final String OPACITY = "ALPH";
  private static final Set<String> OF_FRAME = Set.of(OPACITY, "VP8 ", "VP8L");
  private static final int MOST_PLAYS = 0xFFFF;

  private final FileChannel file;
  private final int quality;
  private Mat last = new Mat();
  private boolean transparent;

  /// @param file is replaced if it exists
  /// @param plays how often it is shown; 0: for ever
  /// @param quality 1 (smallest file) to 100 (best picture)
  public WebpAnimation(Path file, int width, int height, int plays, int quality)
      throws IOException {
    this.file = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE);
    this.quality = quality;
    ByteBuffer start = littleEndian(HEADER + 2 * CHUNK_HEADER + CANVAS_CHUNK + LOOP_CHUNK);
    start.put("RIFF".getBytes(US_ASCII)).putInt(0).put("WEBP".getBytes(US_ASCII));
    chunk(start, "VP8X", CANVAS_CHUNK).putInt(FLAG_ANIMATION);
    put24(start, width - 1);
    put24(start, height - 1);
    chunk(start, "ANIM", LOOP_CHUNK).putInt(0).putShort((short) Math.min(MOST_PLAYS, plays));
    write(start.flip());
  }

  /// Adds a frame.
  ///
  /// @param shown as large as the animation, and with opacity if the frame before it has it
  public void add(Picture shown, int milliseconds) throws IOException {
    try (Rect part = changed(shown.pixels());
        Mat pixels = shown.pixels().apply(part);
        IntPointer settings = new IntPointer(new int[] {IMWRITE_WEBP_QUALITY, quality});
        BytePointer encoded = new BytePointer()) {
      if (!imencode(".webp", pixels, encoded, settings)) {
        throw new IOException(
            "%d × %d pixels could not be written as webp".formatted(part.width(), part.height()));
      }
      frame(part, milliseconds, chunks(encoded.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN)));
    }
    last.close();
    last = new Mat(shown.pixels());
  }

  /// Writes what is known only at the end.
  @Override
  public void close() throws IOException {
    last.close();
    try (file) {
      ByteBuffer length = littleEndian(Integer.BYTES);
      length.putInt((int) (file.size() - CHUNK_HEADER)).flip();
      file.write(length, LENGTH_AT);
      int flags = FLAG_ANIMATION | (transparent ? FLAG_ALPHA : 0);
      file.write(ByteBuffer.wrap(new byte[] {(byte) flags}), FLAGS_AT);
    }
  }

  private void frame(Rect part, int milliseconds, List<ByteBuffer> chunks) throws IOException {
    int length = FRAME_HEADER + chunks.stream().mapToInt(ByteBuffer::remaining).sum();
    ByteBuffer header = littleEndian(CHUNK_HEADER + FRAME_HEADER);
    chunk(header, "ANMF", length);
    put24(header, part.x() / 2);
    put24(header, part.y() / 2);
    put24(header, part.width() - 1);
    put24(header, part.height() - 1);
    put24(header, milliseconds);
    write(header.put(REPLACES_AND_STAYS).flip());
    for (ByteBuffer chunk : chunks) {
      write(chunk);
    }
  }

  /// The part that differs from the frame before, at an even place. If nothing does, a pixel.
  private Rect changed(Mat pixels) {
    if (last.empty()) {
      return new Rect(0, 0, pixels.cols(), pixels.rows());
    }
    try (Mat difference = new Mat()) {
      absdiff(last, pixels, difference);
      int channels = pixels.channels();
      try (Mat numbers = difference.reshape(1);
          Rect found = boundingRect(numbers)) {
        int left = found.x() / channels / 2 * 2;
        int top = found.y() / 2 * 2;
        int right = Math.ceilDiv(found.x() + found.width(), channels);
        int bottom = found.y() + found.height();
        return new Rect(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
      }
    }
  }

  /// What a frame has of a WebP of one picture: all but the envelope.
  private List<ByteBuffer> chunks(ByteBuffer webp) {
    List<ByteBuffer> chunks = new ArrayList<>();
    int at = HEADER;
    while (at + CHUNK_HEADER <= webp.limit()) {
      byte[] kind = new byte[LENGTH_AT];
      webp.get(at, kind);
      String name = new String(kind, US_ASCII);
      int length = webp.getInt(at + LENGTH_AT);
      int next = at + CHUNK_HEADER + length + (length & 1);
      if (OF_FRAME.contains(name)) {
        chunks.add(webp.slice(at, next - at));
        transparent |= name.equals(OPACITY);
      }
      at = next;
    }
    return chunks;
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  private static ByteBuffer chunk(ByteBuffer bytes, String kind, int length) {
    return bytes.put(kind.getBytes(US_ASCII)).putInt(length);
  }

  private static void put24(ByteBuffer bytes, int value) {
    bytes.put((byte) value).put((byte) (value >> Byte.SIZE)).put((byte) (value >> Short.SIZE));
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
