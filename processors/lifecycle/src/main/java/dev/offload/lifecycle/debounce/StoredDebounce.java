package dev.offload.lifecycle.debounce;

import dev.offload.lifecycle.debounce.DebounceEntry.Open;
import dev.offload.lifecycle.debounce.DebounceEntry.Over;
import dev.offload.lifecycle.debounce.DebounceMachine.Due;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.schemas.work.DebounceAsked;
import java.time.Instant;
import java.util.Optional;

/// The entry of a debounce key in its stored form: flat, with null for what is absent. Either the
/// burst is open, and `first` and `last` are present, or it is over, and `over` is.
public record StoredDebounce(
    DebounceAsked latest, Instant first, Instant last, Instant over, Instant armed) {

  public static StoredDebounce of(StoredEntry<Optional<DebounceEntry>, Due> kept) {
    Instant armed = kept.armed().map(Deadline::at).orElse(null);
    return switch (kept.entry().orElseThrow()) {
      case Open(var latest, var first, var last) ->
          new StoredDebounce(latest, first, last, null, armed);
      case Over(var latest, var at) -> new StoredDebounce(latest, null, null, at, armed);
    };
  }

  public StoredEntry<Optional<DebounceEntry>, Due> kept() {
    DebounceEntry entry = over == null ? new Open(latest, first, last) : new Over(latest, over);
    return new StoredEntry<>(
        Optional.of(entry), Optional.ofNullable(armed).map(at -> new Deadline<>(Due.LOOK, at)));
  }
}
