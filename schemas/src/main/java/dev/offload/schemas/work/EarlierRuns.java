package dev.offload.schemas.work;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;

/// What a run is told of those before it.
///
/// @param checkpoint is what an earlier run left behind; null for nothing
/// @param lostRuns is how many workers took this attempt and did not survive it, as far as that is
///     known
/// @param children is what became of the children that an earlier run delegated to; null if none
///     did
public record EarlierRuns(JsonNode checkpoint, int lostRuns, Children children) {
  public static final EarlierRuns NONE = new EarlierRuns(null, 0, null);

  public EarlierRuns {
    Require.that(lostRuns >= 0, "lostRuns", "be 0 or more", lostRuns);
  }

  EarlierRuns losing(int more) {
    return new EarlierRuns(checkpoint, lostRuns + more, children);
  }
}
