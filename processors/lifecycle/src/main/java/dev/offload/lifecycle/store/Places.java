package dev.offload.lifecycle.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The index of places in line of an [EntryStore], in the order of turns.
public final class Places {
  private final KeyValueStore<Bytes, byte[]> entries;
  private final Set<String> skipped = new HashSet<>();

  public Places(KeyValueStore<Bytes, byte[]> entries) {
    this.entries = entries;
  }

  /// From now on the entry is passed over.
  public void skip(String entry) {
    skipped.add(entry);
  }

  /// Goes through all of them, of which there may be millions.
  public void forEach(Consumer<PlaceKey> reader) {
    try (KeyValueIterator<Bytes, byte[]> places = entries.range(PlaceKey.FIRST, PlaceKey.END)) {
      places.forEachRemaining(place -> reader.accept(PlaceKey.parse(place.key)));
    }
  }

  /// The first `limit` of all, or those after `reached`, in the order of their keys.
  public List<PlaceKey> after(Optional<PlaceKey> reached, int limit) {
    List<PlaceKey> found = new ArrayList<>();
    Bytes first = reached.map(PlaceKey::bytes).orElse(PlaceKey.FIRST);
    try (KeyValueIterator<Bytes, byte[]> places = entries.range(first, PlaceKey.END)) {
      while (found.size() < limit && places.hasNext()) {
        PlaceKey next = PlaceKey.parse(places.next().key);
        if (!skipped.contains(next.entry()) && !reached.equals(Optional.of(next))) {
          found.add(next);
        }
      }
    }
    return found;
  }

  /// The first `limit` that have waited since `first` or less, with the same line, tenant and
  /// priority.
  public List<PlaceKey> from(Place first, int limit) {
    List<PlaceKey> found = new ArrayList<>();
    Bytes end = PlaceKey.from(first.last());
    try (KeyValueIterator<Bytes, byte[]> places = entries.range(PlaceKey.from(first), end)) {
      while (found.size() < limit && places.hasNext()) {
        PlaceKey next = PlaceKey.parse(places.next().key);
        if (!skipped.contains(next.entry())) {
          found.add(next);
        }
      }
    }
    return found;
  }
}
