package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.machine.StoredEntry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentEntriesTest {
  private final RecentEntries<String, Void> recent = new RecentEntries<>(640);

  @Test
  void lastVersionOfAnEntryIsHere() {
    put("a", "old", 10);
    put("a", "new", 10);
    assertThat(recent.get("a").entry()).isEqualTo("new");
  }

  @Test
  void leastRecentlyUsedEntryMakesRoom() {
    for (int entry = 0; entry < 64; entry++) {
      put("entry " + entry, "value", 10);
    }
    recent.get("entry 0");
    // When
    put("one more", "value", 10);
    // Then
    assertThat(recent.get("entry 0")).isNotNull();
    assertThat(recent.get("entry 1")).isNull();
    assertThat(recent.get("one more")).isNotNull();
  }

  @Test
  void newVersionsOfOneEntryTakeItsRoomAlone() {
    put("other", "value", 10);
    // When
    for (int version = 0; version < 100; version++) {
      put("a", "version " + version, 10);
    }
    // Then
    assertThat(recent.get("other")).isNotNull();
  }

  @Test
  void largeEntryReplacesASmallOneButIsNotKept() {
    put("a", "small", 10);
    put("a", "large", 11);
    assertThat(recent.get("a")).isNull();
  }

  @Test
  void deletedEntryIsGone() {
    put("a", "value", 10);
    recent.remove("a");
    assertThat(recent.get("a")).isNull();
  }

  private void put(String key, String value, int size) {
    recent.put(key, new StoredEntry<>(value, Optional.empty()), size);
  }
}
