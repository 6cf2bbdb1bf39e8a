package dev.offload.image.pixels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Finds the pixels of a file's first frame without the code that is tested.
final class FirstFrame {
  private FirstFrame() {}

  /// Where the frame's pixels end in a GIF, a PNG or a WebP.
  static int end(byte[] file) {
    return ends(file).getLast();
  }

  /// Where each piece of the frame's pixels ends: a block (GIF), an IDAT or the single ANMF.
  static List<Integer> ends(byte[] file) {
    return switch (file[0]) {
      case 'G' -> blocks(file);
      case 'R' -> List.of(ends(file, "ANMF", 12, 0, ByteOrder.LITTLE_ENDIAN, 8).getFirst());
      default -> ends(file, "IDAT", 8, 4, ByteOrder.BIG_ENDIAN, 12);
    };
  }

  /// @param beside how many bytes a chunk has in addition to its content
  private static List<Integer> ends(
      byte[] file, String type, int start, int typeAt, ByteOrder order, int beside) {
    List<Integer> ends = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(file).order(order);
    boolean even = order == ByteOrder.LITTLE_ENDIAN;
    for (int at = start; at < file.length; ) {
      String found = new String(file, at + typeAt, 4, StandardCharsets.ISO_8859_1);
      int length = bytes.getInt(at + 4 - typeAt);
      at += beside + length + (even ? length & 1 : 0);
      if (found.equals(type)) {
        ends.add(at);
      }
    }
    return ends;
  }

  private static List<Integer> blocks(byte[] gif) {
    int at = 13 + table(gif[10]);
    while (gif[at] == 0x21) { // an extension
      for (at += 2; gif[at] != 0; ) {
        at += 1 + (gif[at] & 0xFF);
      }
      at++;
    }
    at += 11 + table(gif[at + 9]);
    List<Integer> ends = new ArrayList<>();
    while (gif[at] != 0) {
      at += 1 + (gif[at] & 0xFF);
      ends.add(at);
    }
    return ends;
  }

  private static int table(byte flags) {
    return flags < 0 ? 3 << ((flags & 7) + 1) : 0;
  }
}
