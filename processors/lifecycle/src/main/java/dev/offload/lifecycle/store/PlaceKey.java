package dev.offload.lifecycle.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/// The key of a task in line, in an [EntryStore]: a prefix, its place, and the key of its entry.
public record PlaceKey(Place place, String entry) {
  static final byte PREFIX = TimerKey.PREFIX + 1;

  /// Before all places.
  public static final Bytes FIRST = Bytes.wrap(new byte[] {PREFIX});

  /// After all places.
  public static final Bytes END = Bytes.wrap(new byte[] {PREFIX + 1});

  public static PlaceKey parse(Bytes key) {
    ByteBuffer buffer = ByteBuffer.wrap(key.get()).position(1);
    Place place = Place.read(buffer);
    return new PlaceKey(place, StandardCharsets.UTF_8.decode(buffer).toString());
  }

  public Bytes bytes() {
    return Bytes.wrap(of(place.bytes(), entry.getBytes(StandardCharsets.UTF_8)));
  }

  /// Before all that stand in line since `place` or after it, with the same priority.
  public static Bytes from(Place place) {
    return Bytes.wrap(of(place.bytes(), new byte[0]));
  }

  static byte[] of(byte[] place, byte[] entry) {
    return ByteBuffer.allocate(1 + place.length + entry.length)
        .put(PREFIX)
        .put(place)
        .put(entry)
        .array();
  }
}
