package dev.offload.lifecycle.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.offload.lifecycle.schedule.ScheduleEntry;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Schedules' entries as JSON, the way the store keeps them.
final class ScheduleCodec {
  private ScheduleCodec() {}

  /// Null for null.
  static ScheduleEntry read(byte[] stored) {
    try {
      return stored == null ? null : Json.MAPPER.readValue(stored, ScheduleEntry.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored schedule can't be read", e);
    }
  }

  static byte[] write(ScheduleEntry entry) {
    try {
      return Json.MAPPER.writeValueAsBytes(entry);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a schedule can't be stored", e);
    }
  }
}
