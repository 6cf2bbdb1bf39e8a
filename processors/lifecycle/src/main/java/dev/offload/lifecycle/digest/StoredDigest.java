package dev.offload.lifecycle.digest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.digest.DigestEntry.Collecting;
import dev.offload.lifecycle.digest.DigestEntry.Sent;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.schemas.work.DigestNews;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The entry of a digest in its stored form: flat, with null for what is absent. Either events are
/// collected, and `latest`, `events`, `more` and `until` are present, or `sent` is. `moreByType` is
/// null if it is empty.
public record StoredDigest(
    DigestNews latest,
    List<JsonNode> events,
    Integer more,
    Map<String, Integer> moreByType,
    Instant until,
    Instant sent,
    List<String> known,
    Instant armed) {

  public static StoredDigest of(StoredEntry<Optional<DigestEntry>, Due> kept) {
    Instant armed = kept.armed().map(Deadline::at).orElse(null);
    return switch (kept.entry().orElseThrow()) {
      case Collecting(var latest, var events, int more, var byType, var known, var until) ->
          new StoredDigest(
              latest,
              events,
              more,
              byType.isEmpty() ? null : new TreeMap<>(byType),
              until,
              null,
              known,
              armed);
      case Sent(var known, var at) ->
          new StoredDigest(null, null, null, null, null, at, known, armed);
    };
  }

  public StoredEntry<Optional<DigestEntry>, Due> kept() {
    DigestEntry entry =
        sent == null
            ? new Collecting(
                latest, events, more, moreByType == null ? Map.of() : moreByType, known, until)
            : new Sent(known, sent);
    return new StoredEntry<>(
        Optional.of(entry), Optional.ofNullable(armed).map(at -> new Deadline<>(Due.LOOK, at)));
  }
}
