package dev.offload.report.query;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that takes a limited number of bytes.
final class LimitedFile extends FilterOutputStream {
  private final Path file;
  private final long limit;
  private long written;

  private LimitedFile(OutputStream out, Path file, long limit) {
    super(out);
    this.file = file;
    this.limit = limit;
  }

  static LimitedFile create(Path file, long limit) throws IOException {
    return new LimitedFile(new BufferedOutputStream(Files.newOutputStream(file)), file, limit);
  }

  @Override
  public void write(int b) throws IOException {
    count(1);
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    count(length);
    out.write(bytes, offset, length);
  }

  private void count(int length) throws Full {
    written += length;
    require(file, written, limit);
  }

  /// Fails again if the limit has been reached.
  void requireRoom() throws Full {
    require(file, written, limit);
  }

  /// Refuses a file of `size` bytes if that is more than `limit`.
  static void require(Path file, long size, long limit) throws Full {
    if (size > limit) {
      throw new Full(
          "%s would have more than %,d bytes, and no more are written".formatted(file, limit));
    }
  }

  /// The limit has been reached.
  static final class Full extends IOException {
    private static final long serialVersionUID = 1;

    Full(String message) {
      super(message);
    }
  }
}
