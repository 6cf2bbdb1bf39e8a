package dev.offload.lifecycle.store;

import dev.offload.schemas.task.GroupId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The index of the active members of groups of an [EntryStore], in the order of their keys.
public final class Members {
  private final KeyValueStore<Bytes, byte[]> entries;

  public Members(KeyValueStore<Bytes, byte[]> entries) {
    this.entries = entries;
  }

  /// The keys of the first `limit` active members of `group` after the one whose key is `after`.
  public List<String> of(GroupId group, Optional<String> after, int limit) {
    Bytes from =
        after.map(key -> new MemberKey(group, key).next()).orElseGet(() -> MemberKey.first(group));
    List<String> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> members = entries.range(from, MemberKey.end(group))) {
      while (found.size() < limit && members.hasNext()) {
        found.add(MemberKey.parse(members.next().key).entry());
      }
    }
    return found;
  }
}
