package dev.offload.schemas.work;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;

/// What a run is told about earlier runs.
///
/// @param checkpoint what an earlier run left for the next one; null if nothing
/// @param lostRuns how many runs of this attempt were lost, as far as is known
/// @param children the results of the children that an earlier run delegated to; null if none
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
