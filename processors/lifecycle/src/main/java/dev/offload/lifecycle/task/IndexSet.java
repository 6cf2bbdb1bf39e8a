package dev.offload.lifecycle.task;

import java.util.Base64;
import java.util.BitSet;

/// A set of indexes with one bit each, so that ten thousand take less than two kilobytes.
/// `bits` is Base64.
public record IndexSet(String bits) {
  static final IndexSet EMPTY = new IndexSet("");

  boolean contains(int index) {
    return read().get(index);
  }

  IndexSet with(int index) {
    BitSet set = read();
    set.set(index);
    return new IndexSet(Base64.getEncoder().encodeToString(set.toByteArray()));
  }

  /// How many indexes below `limit` it has.
  int countBelow(int limit) {
    return read().get(0, limit).cardinality();
  }

  private BitSet read() {
    return BitSet.valueOf(Base64.getDecoder().decode(bits));
  }
}
