package dev.offload.lifecycle.topology;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.schemas.attempt.AttemptEvent;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Task entries as JSON, the way the store keeps them.
final class EntryCodec {
  private static final JsonMapper MAPPER =
      Json.MAPPER
          .rebuild()
          .addMixIn(AttemptEvent.class, Typed.class)
          .registerSubtypes(AttemptEvent.class.getPermittedSubclasses())
          .build();
  private static final ObjectReader READER = MAPPER.readerFor(TaskEntry.class);
  private static final ObjectWriter WRITER = MAPPER.writerFor(TaskEntry.class);

  /// On the wire a header says which event it is; in a list its name has to.
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "event")
  private interface Typed {}

  private EntryCodec() {}

  /// Null for null.
  static TaskEntry read(byte[] stored) {
    try {
      return stored == null ? null : READER.readValue(stored);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored task can't be read", e);
    }
  }

  static byte[] write(TaskEntry entry) {
    try {
      return WRITER.writeValueAsBytes(entry);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a task can't be stored", e);
    }
  }
}
