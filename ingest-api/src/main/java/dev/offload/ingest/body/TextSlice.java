package dev.offload.ingest.body;

import java.nio.ByteBuffer;

/// A part of a body. `bytes` are backed by an array. `line` is the line on which they begin, from
/// 1.
public record TextSlice(ByteBuffer bytes, long line) {

  /// Whether all of it is ASCII without U+0000, and so surely valid UTF-8.
  boolean isAscii() {
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      if (bytes.get(i) <= 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether there is nothing but JSON's white space in it.
  public boolean isBlank() {
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      byte one = bytes.get(i);
      if (one != ' ' && one != '\t' && one != '\r' && one != '\n') {
        return false;
      }
    }
    return true;
  }

  public int length() {
    return bytes.remaining();
  }
}
