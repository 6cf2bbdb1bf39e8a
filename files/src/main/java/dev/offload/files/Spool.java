package dev.offload.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import software.amazon.awssdk.core.sync.RequestBody;

/// Bytes that wait on the local disk until there are enough for one request. The file has no
/// name, so it vanishes with the process.
final class Spool implements AutoCloseable {
  private static final String TYPE = "application/octet-stream";

  private final Path directory;
  private final Room room;
  private FileChannel channel;
  private long size;
  private long nextLook;

  /// @param directory where the file is made once there are bytes
  Spool(Path directory, Reserve reserve) {
    this.directory = directory;
    this.room = Room.of(reserve);
  }

  long size() {
    return size;
  }

  /// @throws OutOfRoom if too little of the reserve is left
  void add(byte[] buffer, int offset, int length) throws IOException {
    if (channel == null) {
      channel = open(directory);
    }
    if (size >= nextLook) {
      room.require();
      nextLook = size + Durable.CHECK_EVERY;
    }
    ByteBuffer bytes = ByteBuffer.wrap(buffer, offset, length);
    while (bytes.hasRemaining()) {
      size += channel.write(bytes, size);
    }
  }

  private static FileChannel open(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "part-", "");
    return FileChannel.open(
        file,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /// The bytes as the body of a request that can be sent several times.
  RequestBody body() {
    return size == 0
        ? RequestBody.empty()
        : RequestBody.fromContentProvider(SpoolInput::new, size, TYPE);
  }

  void clear() {
    size = 0;
    nextLook = 0;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private final class SpoolInput extends InputStream {
    private final long end = size;
    private long position;
    private long mark;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (position >= end) {
        return -1;
      }
      int most = (int) Math.min(length, end - position);
      int read = channel.read(ByteBuffer.wrap(target, offset, most), position);
      position += Math.max(0, read);
      return read;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, end - position);
    }

    @Override
    public boolean markSupported() {
      return true;
    }

    @Override
    public synchronized void mark(int limit) {
      mark = position;
    }

    @Override
    public synchronized void reset() {
      position = mark;
    }
  }
}
