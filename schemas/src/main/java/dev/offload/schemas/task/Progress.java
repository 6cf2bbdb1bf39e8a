package dev.offload.schemas.task;

import dev.offload.schemas.Require;

/// How far a running attempt is: `done` of `total` units, and a note for people, which may be null.
public record Progress(long done, long total, String note) {
  public static final int MAX_NOTE_LENGTH = 500;

  public Progress {
    Require.that(done >= 0, "done", "be 0 or more", done);
    Require.that(total >= done, "total", "be at least done", total);
    Require.that(
        note == null || note.length() <= MAX_NOTE_LENGTH,
        "note",
        "have at most " + MAX_NOTE_LENGTH + " characters",
        note == null ? 0 : note.length());
  }
}
