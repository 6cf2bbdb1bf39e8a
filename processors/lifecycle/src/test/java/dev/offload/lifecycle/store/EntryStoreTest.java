package dev.offload.lifecycle.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.schemas.task.GroupId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Entries here are texts: when their timer goes off in milliseconds; or a place in line, as queue,
/// tenant, priority and milliseconds; or `-`.
class EntryStoreTest {
  private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 3);

  @TempDir Path directory;
  private RestoringContext context;
  private KeyValueStore<Bytes, byte[]> store;

  @BeforeEach
  void open() {
    context = new RestoringContext(directory);
    store = new EntryStore.Supplier("test", new Texts()).get();
    store.init(context, store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void timersAreInTheOrderOfTheirDueTimes() {
    put("a", "300");
    put("b", "20");
    put("c", "100");
    assertThat(timers()).containsExactly("20 b", "100 c", "300 a");
  }

  @Test
  void timerMovesWithItsEntry() {
    put("a", "300");
    put("a", "20");
    assertThat(timers()).containsExactly("20 a");
  }

  @Test
  void entryWithoutATimerHasNone() {
    put("a", "300");
    put("a", "-");
    assertThat(timers()).isEmpty();
    assertThat(entries()).containsExactly("a -");
  }

  @Test
  void placesAreInTheOrderOfTheirTurns() {
    put("a", "image acme 4 300");
    put("b", "image acme 4 20");
    put("c", "image acme 9 900");
    put("d", "image acme 0 10");
    put("e", "image acme2 9 1");
    put("f", "imag eacme 9 1");
    put("g", "400");

    assertThat(places()).containsExactly("f", "c", "b", "a", "d", "e");
    assertThat(timers()).containsExactly("400 g");
    assertThat(new Places(store).from(place("image", "acme", 4, 0), 9))
        .extracting(PlaceKey::entry)
        .containsExactly("b", "a");
    assertThat(new Places(store).from(place("image", "acme", 4, 21), 9))
        .extracting(PlaceKey::entry)
        .containsExactly("a");
    assertThat(new Places(store).from(place("image", "acme", 4, 0), 1))
        .extracting(PlaceKey::entry)
        .containsExactly("b");
  }

  @Test
  void placeMovesWithItsEntry() {
    put("a", "image acme 4 300");
    put("b", "image acme 4 200");
    put("a", "image acme 4 100");
    assertThat(places()).containsExactly("a", "b");

    put("a", "300");
    store.put(key("b"), null);
    assertThat(places()).isEmpty();
  }

  private List<String> places() {
    List<String> entries = new ArrayList<>();
    new Places(store).forEach(place -> entries.add(place.entry()));
    return entries;
  }

  private static Place place(String queue, String tenant, int priority, long since) {
    return new Place(queue, tenant, priority, Instant.ofEpochMilli(since), 0);
  }

  @Test
  void timerGoesWithItsEntry() {
    put("a", "300");
    store.put(key("a"), null);
    assertThat(timers()).isEmpty();
    assertThat(entries()).isEmpty();
  }

  @Test
  void timersOfTheSameMillisecondAreAllKept() {
    put("a", "20");
    put("b", "20");
    assertThat(timers()).containsExactly("20 a", "20 b");
  }

  @Test
  void restoredEntriesHaveTheTimersOfTheirLastVersions() {
    context.restore(
        List.of(record("a", "300"), record("b", "100"), record("a", "20"), record("c", "-")));
    context.restore(List.of(record("b", null), record("c", "50")));
    assertThat(timers()).containsExactly("20 a", "50 c");
    assertThat(entries()).containsExactly("a 20", "c 50");
  }

  @Test
  void restoredEntryCanBeChanged() {
    context.restore(List.of(record("a", "300")));
    put("a", "20");
    assertThat(timers()).containsExactly("20 a");
  }

  @Test
  void storeThatIsOpenedAgainHasEntriesAndTimers() {
    put("a", "300");
    store.close();
    open();
    assertThat(timers()).containsExactly("300 a");
    assertThat(entries()).containsExactly("a 300");
  }

  @Test
  void storeKnowsHowFarItsChangelogIsStored() {
    store.commit(Map.of(CHANGELOG, 41L));
    store.commit(Map.of(CHANGELOG, 42L));
    store.close();
    open();
    assertThat(store.committedOffset(CHANGELOG)).isEqualTo(42);
    // When
    store.commit(Map.of());
    // Then
    assertThat(store.committedOffset(CHANGELOG)).isNull();
    assertThat(entries()).isEmpty();
  }

  @Test
  void storeWithoutSomeOfItsFilesIsRestored() throws IOException {
    put("a", "300");
    store.close();
    delete(".sst");
    assertThatExceptionOfType(TaskCorruptedException.class).isThrownBy(this::open);
  }

  @Test
  void storeThatWasPartlyDeletedHasNoCommittedOffset() throws IOException {
    put("a", "300");
    store.commit(Map.of(CHANGELOG, 42L));
    store.close();
    // When
    delete("CURRENT");
    delete(".log");
    open();
    // Then
    assertThat(store.committedOffset(CHANGELOG)).isNull();
  }

  @Test
  void rangeIsFromTheFirstKeyToTheLast() {
    put("a", "1");
    put("b", "2");
    put("c", "3");
    assertThat(texts(store.range(key("a"), key("b")))).containsExactly("a 1", "b 2");
  }

  @Test
  void activeMembersAreFoundByTheirGroup() {
    GroupId one = GroupId.fresh(Instant.EPOCH);
    GroupId other = GroupId.fresh(Instant.EPOCH);
    Members members = new Members(store);
    put("a", one.toString());
    put("ab", one.toString());
    put("b", other.toString());
    put("c", one.toString());
    put("d", one.toString());
    put("d", "1");
    assertThat(members.of(one, Optional.empty(), 2)).containsExactly("a", "ab");
    assertThat(members.of(one, Optional.of("ab"), 2)).containsExactly("c");
    assertThat(members.of(one, Optional.of("aa"), 9)).containsExactly("ab", "c");
    assertThat(members.of(other, Optional.empty(), 9)).containsExactly("b");
  }

  private record Texts() implements Indexed {
    @Override
    public Optional<Instant> due(byte[] entry) {
      String text = text(entry);
      return text.matches("[0-9]+")
          ? Optional.of(Instant.ofEpochMilli(Long.parseLong(text)))
          : Optional.empty();
    }

    @Override
    public Optional<byte[]> place(byte[] entry) {
      String[] parts = text(entry).split(" ", -1);
      return parts.length == 4
          ? Optional.of(
              new Place(
                      parts[0],
                      parts[1],
                      Integer.parseInt(parts[2]),
                      Instant.ofEpochMilli(Long.parseLong(parts[3])),
                      1)
                  .bytes())
          : Optional.empty();
    }

    @Override
    public Optional<byte[]> group(byte[] entry) {
      return GroupId.tryParse(text(entry)).map(MemberKey::bytes);
    }

    private static String text(byte[] entry) {
      return new String(entry, StandardCharsets.UTF_8);
    }
  }

  /// Deletes the files whose names end so.
  private void delete(String end) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("entries").resolve("test"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(end)).toList()) {
        Files.delete(file);
      }
    }
  }

  private void put(String key, String entry) {
    store.put(key(key), entry.getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes key(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static KeyValue<byte[], byte[]> record(String key, String entry) {
    byte[] value = entry == null ? null : entry.getBytes(StandardCharsets.UTF_8);
    return KeyValue.pair(key.getBytes(StandardCharsets.UTF_8), value);
  }

  private static List<String> texts(KeyValueIterator<Bytes, byte[]> entries) {
    List<String> texts = new ArrayList<>();
    try (entries) {
      entries.forEachRemaining(
          entry ->
              texts.add(
                  new String(entry.key.get(), StandardCharsets.UTF_8)
                      + " "
                      + new String(entry.value, StandardCharsets.UTF_8)));
    }
    return texts;
  }

  private List<String> entries() {
    return texts(store.all());
  }

  private List<String> timers() {
    List<String> timers = new ArrayList<>();
    Bytes last = TimerKey.before(Instant.ofEpochMilli(Long.MAX_VALUE));
    try (KeyValueIterator<Bytes, byte[]> all = store.range(TimerKey.before(Instant.EPOCH), last)) {
      all.forEachRemaining(
          timer -> {
            TimerKey key = TimerKey.parse(timer.key);
            timers.add(key.due().toEpochMilli() + " " + key.entry());
          });
    }
    return timers;
  }
}
