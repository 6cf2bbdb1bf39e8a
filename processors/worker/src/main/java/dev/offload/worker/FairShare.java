package dev.offload.worker;

import dev.offload.schemas.Require;
import java.util.HashMap;
import java.util.Map;

/// A fixed number of places, shared fairly by whoever wants some: anybody may take one more while
/// holding fewer than are free.
///
/// Alone one gets half of them; `n` that want as many as they can get end up with about one part in
/// `n + 1` each, and somebody new always finds one free, until there are about as many as places.
/// (The dynamic thresholds of shared-memory switches, Choudhury and Hahne 1998, with alpha 1.)
public final class FairShare {
  private final int total;
  private final Map<String, Integer> held = new HashMap<>();
  private int free;

  public FairShare(int total) {
    Require.that(total >= 1, "total", "be 1 or more", total);
    this.total = total;
    this.free = total;
  }

  /// Takes a place for `holder`, if it may have one more. Whoever takes one gives it back.
  public synchronized boolean tryTake(String holder) {
    if (!admits(holder)) {
      return false;
    }
    held.merge(holder, 1, Integer::sum);
    free--;
    return true;
  }

  public synchronized void giveBack(String holder) {
    Require.that(heldBy(holder) > 0, "holder", "hold a place", holder);
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
