package dev.offload.email;

import dev.offload.email.recipients.Recipient;
import dev.offload.schemas.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Packs recipients into chunks, in order. A chunk has a limited number of recipients and is small
/// enough for the input of a task. The same recipients always make the same chunks.
final class Packer {
  /// The part of the 256 KiB of an input that recipients and templates may use.
  private static final int MAX_BYTES = 250 * 1024;

  private final int most;
  private final int room;
  private final Consumer<List<Recipient>> chunks;
  private List<Recipient> chunk = new ArrayList<>();
  private int bytes;

  Packer(int most, int draftBytes, Consumer<List<Recipient>> chunks) {
    this.most = most;
    this.room = MAX_BYTES - draftBytes;
    this.chunks = chunks;
  }

  void add(Recipient recipient) {
    int size = bytesOf(recipient) + 1;
    if (chunk.size() == most || bytes + size > room) {
      flush();
    }
    chunk.add(recipient);
    bytes += size;
  }

  /// Ends the last chunk.
  void flush() {
    if (!chunk.isEmpty()) {
      chunks.accept(chunk);
      chunk = new ArrayList<>();
      bytes = 0;
    }
  }

  static int bytesOf(Object value) {
    return Json.bytes(value).length;
  }
}
