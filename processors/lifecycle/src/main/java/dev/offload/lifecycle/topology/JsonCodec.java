package dev.offload.lifecycle.topology;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.offload.lifecycle.machine.Codec;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.store.Indexed;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/// A codec that writes an entry in the [StoredForm], with a record of type `S` as JSON.
abstract class JsonCodec<E, K, S> implements Codec<E, K>, Indexed {
  static final byte[] NO_TASK = new byte[0];

  private static final JsonMapper MAPPER =
      Json.MAPPER
          .rebuild()
          .addMixIn(AttemptEvent.class, Typed.class)
          .registerSubtypes(AttemptEvent.class.getPermittedSubclasses())
          .build();

  private final E nothing;
  private final String store;
  private final String changelog;
  private final String what;
  private final ObjectReader reader;
  private final ObjectWriter writer;

  /// On the wire, a header says which event it is. In a list, a property has to.
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "event")
  private interface Typed {}

  /// `nothing` is the entry that is not stored, `store` the name of the store of all others;
  /// `what` names the thing.
  JsonCodec(E nothing, String store, String what, Class<S> type) {
    this.nothing = nothing;
    this.store = store;
    this.changelog = Topics.changelog(store).name();
    this.what = what;
    this.reader = MAPPER.readerFor(type);
    this.writer = MAPPER.writerFor(type);
  }

  /// The name of the store of its entries.
  final String store() {
    return store;
  }

  /// The topic that keeps the store.
  final String changelog() {
    return changelog;
  }

  /// What its entries are of.
  final String what() {
    return what;
  }

  /// From the record and, unless it is in there, the JSON of the task.
  abstract StoredEntry<E, K> entry(S record, InputStream task) throws IOException;

  /// The record without the task.
  abstract S record(StoredEntry<E, K> kept);

  @Override
  public StoredEntry<E, K> read(byte[] stored) {
    if (stored == null) {
      return new StoredEntry<>(nothing, Optional.empty());
    }
    try {
      S record = reader.readValue(StoredForm.rest(stored));
      return entry(record, StoredForm.task(stored));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored " + what + " can't be read", e);
    }
  }

  /// An entry that can't be read has none.
  @Override
  public Optional<Instant> due(byte[] stored) {
    if (!StoredForm.isJsonAlone(stored)) {
      return StoredForm.due(stored);
    }
    try {
      return read(stored).armed().map(Deadline::at);
    } catch (RuntimeException | StackOverflowError _) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<byte[]> place(byte[] stored) {
    return StoredForm.place(stored);
  }

  /// Where the entry stands in line.
  Optional<byte[]> place(StoredEntry<E, K> kept) {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> group(byte[] stored) {
    return StoredForm.group(stored);
  }

  /// The group that the entry is an active member of.
  Optional<byte[]> group(StoredEntry<E, K> kept) {
    return Optional.empty();
  }

  @Override
  public byte[] write(StoredEntry<E, K> after) {
    return write(after, NO_TASK);
  }

  /// Null if nothing is to be stored. `task` is the JSON of the task.
  final byte[] write(StoredEntry<E, K> after, byte[] task) {
    if (after.entry().equals(nothing)) {
      return null;
    }
    try {
      byte[] json = writer.writeValueAsBytes(record(after));
      return StoredForm.of(after.armed().map(Deadline::at), place(after), group(after), task, json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a " + what + " can't be stored", e);
    }
  }
}
