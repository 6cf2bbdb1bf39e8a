package dev.offload.ingest.view;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Those who wait for something to reach some point in the view.
final class Arrivals<K> {
  private final ConcurrentHashMap<K, List<CompletableFuture<Void>>> waiting =
      new ConcurrentHashMap<>();

  CompletableFuture<Void> of(K id) {
    CompletableFuture<Void> arrival = new CompletableFuture<>();
    waiting.compute(
        id,
        (_, others) -> {
          List<CompletableFuture<Void>> all =
              others == null ? new CopyOnWriteArrayList<>() : others;
          all.add(arrival);
          return all;
        });
    var _ = arrival.whenComplete((_, _) -> forget(id, arrival));
    return arrival;
  }

  void arrived(K id) {
    List<CompletableFuture<Void>> all = waiting.remove(id);
    if (all != null) {
      all.forEach(one -> one.complete(null));
    }
  }

  private void forget(K id, CompletableFuture<Void> arrival) {
    waiting.computeIfPresent(
        id,
        (_, all) -> {
          all.removeIf(one -> one == arrival);
          return all.isEmpty() ? null : all;
        });
  }
}
