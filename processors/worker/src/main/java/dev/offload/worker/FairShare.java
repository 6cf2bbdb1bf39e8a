package dev.offload.worker;

import dev.offload.schemas.Require;
import java.util.HashMap;
import java.util.Map;

/// A fixed number of places that are shared fairly. A holder may take another one while it
/// holds fewer places than are free.
///
/// A holder alone gets half of the places. If `n` holders want as many as they can get, each ends
/// up with about one part in `n + 1`. A new holder always finds a free place, until there are about
/// as many holders as places. (The dynamic thresholds of shared-memory switches, Choudhury and
/// Hahne 1998, with alpha 1.)
public final class FairShare {
  private final int total;
  private final Map<String, Integer> held = new HashMap<>();
  private int free;

  public FairShare(int total) {
    Require.that(total >= 1, "total", "be 1 or more", total);
    this.total = total;
    this.free = total;
  }

  /// Takes a place for `holder` if it may have one more. The caller has to give it back.
  public synchronized boolean tryTake(String holder) {
    if (!admits(holder)) {
      return false;
    }
    held.merge(holder, 1, Integer::sum);
    free--;
    return true;
  }

  public synchronized void giveBack(String holder) {
    Require.that(heldBy(holder) > 0, "holder", "have a place", holder);
    held.computeIfPresent(holder, (_, places) -> places == 1 ? null : places - 1);
    free++;
  }

  public synchronized boolean admits(String holder) {
    return heldBy(holder) < free;
  }

  public synchronized int heldBy(String holder) {
    return held.getOrDefault(holder, 0);
  }

  public synchronized int free() {
    return free;
  }

  public int total() {
    return total;
  }
}
