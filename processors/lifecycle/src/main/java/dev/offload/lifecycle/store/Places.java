package dev.offload.lifecycle.store;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The index of places in line of an [EntryStore], in the order of turns.
public record Places(KeyValueStore<Bytes, byte[]> entries) {

  /// All of them.
  public List<PlaceKey> all() {
    return between(PlaceKey.FIRST, PlaceKey.END, Integer.MAX_VALUE);
  }

  /// The first `limit` that have waited since `first` or less, with the same queue, tenant and
  /// priority.
  public List<PlaceKey> from(Place first, int limit) {
    return between(PlaceKey.from(first), PlaceKey.from(first.last()), limit);
  }

  private List<PlaceKey> between(Bytes from, Bytes to, int limit) {
    List<PlaceKey> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> places = entries.range(from, to)) {
      while (found.size() < limit && places.hasNext()) {
        found.add(PlaceKey.parse(places.next().key));
      }
    }
    return found;
  }
}
