package dev.offload.bench.load;

import java.nio.charset.StandardCharsets;

/// The head of an HTTP/1.1 answer, as much of it as a driver needs.
///
/// @param length the length of the whole answer in bytes, head and body
record Answer(int status, int length) {
  private static final String LENGTH_HEADER = "\ncontent-length:";
  private static final int STATUS_BEGINS = "HTTP/1.1 ".length();
  private static final int STATUS_DIGITS = 3;

  /// Reads the first `count` of `bytes`. Null while the head is not complete. Throws if the answer
  /// does not say its length.
  static Answer head(byte[] bytes, int count) {
    int end = endOfHead(bytes, count);
    if (end < 0) {
      return null;
    }
    String head = new String(bytes, 0, end, StandardCharsets.US_ASCII);
    int at = indexOfLength(head);
    if (at < 0) {
      throw new IllegalStateException("an answer without content-length: " + head);
    }
    int lineEnd = head.indexOf('\r', at);
    int body = Integer.parseInt(head.substring(at + LENGTH_HEADER.length(), lineEnd).strip());
    int status = Integer.parseInt(head.substring(STATUS_BEGINS, STATUS_BEGINS + STATUS_DIGITS));
    return new Answer(status, end + body);
  }

  private static int indexOfLength(String head) {
    for (int i = 0; i < head.length(); i++) {
      if (head.regionMatches(true, i, LENGTH_HEADER, 0, LENGTH_HEADER.length())) {
        return i;
      }
    }
    return -1;
  }

  private static int endOfHead(byte[] bytes, int count) {
    for (int i = 3; i < count; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }
}
