package dev.offload.lifecycle.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// The entries of one partition and, in the same database, indexes of their timers, of their
/// places in line and of the active members of groups. The indexes follow from the entries. They
/// are written together with them, also while they are restored or followed by a standby, so they
/// need no changelog of their own.
///
/// ```
/// 0, "is open"                    ──► nothing, until the store is closed
/// 0, partition of the changelog   ──► how far it has been stored
/// 1, due time, key of its entry   ──► nothing      (a TimerKey)
/// 2, place, key of its entry      ──► nothing      (a PlaceKey)
/// 3, group, key of its entry      ──► nothing      (a MemberKey)
/// key of an entry                 ──► the entry
/// ```
/// A store that was not closed may have what an aborted transaction has written. It is deleted
/// and restored, as is one whose files are damaged.
public final class EntryStore implements KeyValueStore<Bytes, byte[]> {
  private static final byte[] NOTHING = new byte[0];
  private static final Position NOWHERE = Position.emptyPosition();
  private static final byte[] OPEN = own("is open");
  private static final byte[] FIRST_CHANGELOG = own("of ");

  /// All keys of entries are between these two.
  private static final Bytes FIRST = Bytes.wrap(new byte[] {MemberKey.PREFIX + 1});

  private static final Bytes END = Bytes.wrap(new byte[] {(byte) 0xff});

  private final String name;
  private final Indexed indexed;
  private Database database;

  private EntryStore(String name, Indexed indexed) {
    this.name = name;
    this.indexed = indexed;
  }

  /// Makes a store for each partition.
  public record Supplier(String name, Indexed indexed) implements KeyValueBytesStoreSupplier {
    @Override
    public KeyValueStore<Bytes, byte[]> get() {
      return new EntryStore(name, indexed);
    }

    @Override
    public String metricsScope() {
      return "entries";
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    Path directory = context.stateDir().toPath().resolve("entries").resolve(name);
    try {
      database = Database.open(name, directory, context.appConfigs());
    } catch (RocksDBException e) {
      throw new TaskCorruptedException(
          Set.of(context.taskId()), new ProcessorStateException("store " + name, e));
    }
    if (database.get(OPEN) != null) {
      discard();
      throw new TaskCorruptedException(Set.of(context.taskId()));
    }
    write(batch -> batch.put(OPEN, NOTHING));
    context.register(root, (BatchingStateRestoreCallback) this::restore);
  }

  @Override
  public byte[] get(Bytes key) {
    return database.get(key.get());
  }

  /// Stores an entry and moves its timer; `value` is null if it is to be deleted.
  @Override
  public void put(Bytes key, byte[] value) {
    putAll(List.of(KeyValue.pair(key, value)));
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    byte[] present = get(key);
    if (present == null) {
      put(key, value);
    }
    return present;
  }

  /// Each key may be there once.
  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    write(
        batch -> {
          for (KeyValue<Bytes, byte[]> entry : entries) {
            add(batch, entry.key.get(), entry.value);
          }
        });
  }

  private interface Filling {
    void fill(WriteBatch batch) throws RocksDBException;
  }

  private void write(Filling filling) {
    try (WriteBatch batch = new WriteBatch()) {
      filling.fill(batch);
      database.write(batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException("a change can't be added to its batch", e);
    }
  }

  private void add(WriteBatch batch, byte[] key, byte[] value) throws RocksDBException {
    byte[] present = database.get(key);
    move(batch, timer(key, present), timer(key, value));
    move(batch, place(key, present), place(key, value));
    move(batch, member(key, present), member(key, value));
    if (value == null) {
      batch.delete(key);
    } else {
      batch.put(key, value);
    }
  }

  /// Moves an entry within an index. Null means nowhere.
  private static void move(WriteBatch batch, byte[] from, byte[] to) throws RocksDBException {
    if (Arrays.equals(from, to)) {
      return;
    }
    if (from != null) {
      batch.delete(from);
    }
    if (to != null) {
      batch.put(to, NOTHING);
    }
  }

  private byte[] timer(byte[] key, byte[] value) {
    return value == null ? null : indexed.due(value).map(due -> TimerKey.of(due, key)).orElse(null);
  }

  private byte[] place(byte[] key, byte[] value) {
    return value == null
        ? null
        : indexed.place(value).map(place -> PlaceKey.of(place, key)).orElse(null);
  }

  private byte[] member(byte[] key, byte[] value) {
    return value == null
        ? null
        : indexed.group(value).map(group -> MemberKey.of(group, key)).orElse(null);
  }

  /// The last of several versions counts.
  private void restore(Collection<KeyValue<byte[], byte[]>> records) {
    Map<Bytes, byte[]> last = new LinkedHashMap<>();
    for (KeyValue<byte[], byte[]> record : records) {
      last.put(Bytes.wrap(record.key), record.value);
    }
    putAll(last.entrySet().stream().map(e -> KeyValue.pair(e.getKey(), e.getValue())).toList());
  }

  @Override
  public byte[] delete(Bytes key) {
    byte[] present = get(key);
    put(key, null);
    return present;
  }

  /// Entries, timers, places or members from `from` to `to`.
  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    byte[] end = Arrays.copyOf(to.get(), to.get().length + 1);
    return database.range(from, Bytes.wrap(end));
  }

  /// All entries.
  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return database.range(FIRST, END);
  }

  /// Entries, timers, places and members.
  @Override
  public long approximateNumEntries() {
    return database.size();
  }

  /// Nobody queries the store from outside.
  @Override
  public Position getPosition() {
    return NOWHERE;
  }

  /// How far the changelog has been stored is in the same database, so that nobody can take a
  /// part of the files for the whole.
  @Override
  @SuppressWarnings("deprecation") // once it is gone, every store is to do so
  public boolean managesOffsets() {
    return true;
  }

  @Override
  public Long committedOffset(TopicPartition changelog) {
    byte[] offset = database.get(key(changelog));
    return offset == null ? null : ByteBuffer.wrap(offset).getLong();
  }

  /// None means that nothing is known to be stored.
  @Override
  public void commit(Map<TopicPartition, Long> offsets) {
    write(
        batch -> {
          if (offsets.isEmpty()) {
            batch.deleteRange(FIRST_CHANGELOG, new byte[] {TimerKey.PREFIX});
          }
          for (Map.Entry<TopicPartition, Long> stored : offsets.entrySet()) {
            put(batch, key(stored.getKey()), stored.getValue());
          }
        });
  }

  private static void put(WriteBatch batch, byte[] key, Long offset) throws RocksDBException {
    if (offset == null) {
      batch.delete(key);
    } else {
      batch.put(key, ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
    }
  }

  private static byte[] key(TopicPartition changelog) {
    return own("of " + changelog);
  }

  private static byte[] own(String text) {
    return ("\0" + text).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    if (database != null) {
      write(batch -> batch.delete(OPEN));
      discard();
    }
  }

  /// Closes the database. It is not used again, even if that fails.
  private void discard() {
    Database closing = database;
    database = null;
    closing.close();
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return database != null;
  }
}
