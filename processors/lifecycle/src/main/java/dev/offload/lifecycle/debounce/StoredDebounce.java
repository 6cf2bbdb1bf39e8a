package dev.offload.lifecycle.debounce;

import dev.offload.lifecycle.debounce.DebounceEntry.Ended;
import dev.offload.lifecycle.debounce.DebounceEntry.Nothing;
import dev.offload.lifecycle.debounce.DebounceEntry.Open;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.schemas.work.DebounceAsked;
import java.time.Instant;
import java.util.Optional;

/// The entry of a debounce key in its stored form: flat, with null for what is absent. Either the
/// series goes on, and `first` and `last` are present, or it has ended, and `over` says when.
public record StoredDebounce(
    DebounceAsked latest, Instant first, Instant last, Instant over, Instant armed) {

  public static StoredDebounce of(StoredEntry<DebounceEntry, Due> kept) {
    Instant armed = kept.armed().map(Deadline::at).orElse(null);
    return switch (kept.entry()) {
      case Nothing _ ->
          throw new IllegalStateException("a debounce key without a series can't be stored");
      case Open(var latest, var first, var last) ->
          new StoredDebounce(latest, first, last, null, armed);
      case Ended(var latest, var at) -> new StoredDebounce(latest, null, null, at, armed);
    };
  }

  public StoredEntry<DebounceEntry, Due> kept() {
    DebounceEntry entry = over == null ? new Open(latest, first, last) : new Ended(latest, over);
    return new StoredEntry<>(
        entry, Optional.ofNullable(armed).map(at -> new Deadline<>(Due.LOOK, at)));
  }
}
