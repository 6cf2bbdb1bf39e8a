package dev.offload.ingest.stall;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Limits what clients leave unread of all answers together. If it is too much, the tenant that
/// leaves the most loses the connection that has taken nothing for the longest time, and so on,
/// until a quarter of the limit is free.
record Unread(long limit) {
  private static final int SPARE_PART = 4;

  /// A client and what waits for it.
  ///
  /// @param tenant whose answer it is; empty if that is unknown
  /// @param since when the client last took something, by a clock that only counts
  record Waiting<C>(C client, String tenant, long bytes, long since) {}

  /// The clients to cut off.
  <C> List<C> tooMuch(List<Waiting<C>> waiting) {
    long all = bytes(waiting);
    List<C> cut = new ArrayList<>();
    if (all <= limit) {
      return cut;
    }
    List<Deque<Waiting<C>>> tenants = longestFirstByTenant(waiting);
    while (all > limit - limit / SPARE_PART) {
      Waiting<C> one = mostOf(tenants).remove();
      all -= one.bytes();
      cut.add(one.client());
    }
    return cut;
  }

  private static <C> List<Deque<Waiting<C>>> longestFirstByTenant(List<Waiting<C>> waiting) {
    Map<String, Deque<Waiting<C>>> ofTenant =
        waiting.stream()
            .filter(one -> one.bytes() > 0)
            .sorted(Comparator.comparingLong(Waiting::since))
            .collect(
                Collectors.groupingBy(Waiting::tenant, Collectors.toCollection(ArrayDeque::new)));
    return List.copyOf(ofTenant.values());
  }

  private static <C> Deque<Waiting<C>> mostOf(List<Deque<Waiting<C>>> tenants) {
    return tenants.stream().max(Comparator.comparingLong(Unread::bytes)).orElseThrow();
  }

  private static <C> long bytes(Iterable<Waiting<C>> waiting) {
    long bytes = 0;
    for (Waiting<C> one : waiting) {
      bytes += one.bytes();
    }
    return bytes;
  }
}
