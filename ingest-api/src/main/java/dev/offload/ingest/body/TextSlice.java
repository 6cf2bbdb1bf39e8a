package dev.offload.ingest.body;

import java.nio.ByteBuffer;

/// A part of a body: the bytes of `bytes`, an array behind them, which stand from `line` (from 1)
/// on.
public record TextSlice(ByteBuffer bytes, long line) {

  /// Whether all of it is ASCII but U+0000: then it is UTF-8 without errors, and nothing else.
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
