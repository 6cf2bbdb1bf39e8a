package dev.offload.image.header;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A file made of parts of another, and of a few bytes between them. Nothing is copied before it is
/// written somewhere.
public final class Excerpt {
  private final List<ByteBuffer> parts = new ArrayList<>();

  Excerpt() {}

  static Excerpt whole(byte[] file) {
    return new Excerpt().part(file, 0, file.length);
  }

  Excerpt part(byte[] source, int from, int to) {
    parts.add(ByteBuffer.wrap(source, from, to - from));
    return this;
  }

  Excerpt bytes(byte... bytes) {
    return part(bytes, 0, bytes.length);
  }

  public long length() {
    return parts.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  public void writeTo(ByteBuffer bytes) {
    for (ByteBuffer part : parts) {
      bytes.put(part.duplicate());
    }
  }
}
