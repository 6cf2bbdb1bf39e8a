package dev.offload.worker.loop;

import dev.offload.worker.run.LeaseKeeper;
import dev.offload.worker.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The records of one poll that this worker still holds, and their runs.
final class Batch {
  /// A record. It is accepted when `settled` is done; if that fails, it will be delivered again.
  private record Held(ConsumerRecord<String, byte[]> record, CompletableFuture<Void> settled) {
    boolean isSafe() {
      return settled.isDone() && !settled.isCompletedExceptionally();
    }
  }

  private final List<Held> held = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();

  void add(ConsumerRecord<String, byte[]> record, CompletableFuture<Void> settled) {
    held.add(new Held(record, settled));
  }

  void add(Run run) {
    runs.add(run);
  }

  /// Done when every record is settled, successfully or not.
  CompletableFuture<Void> settled() {
    return CompletableFuture.allOf(
        held.stream().map(Held::settled).toArray(CompletableFuture<?>[]::new));
  }

  /// Tells the start of each run that has not ended.
  void tell() {
    runs.forEach(Run::tell);
  }

  /// Claims what still runs; its records are locked until `lockEnd`.
  void claim(LeaseKeeper leases, long lockEnd) {
    runs.stream().filter(run -> !run.settled().isDone()).forEach(run -> leases.claim(run, lockEnd));
  }

  List<ConsumerRecord<String, byte[]>> safe() {
    return held.stream().filter(Held::isSafe).map(Held::record).toList();
  }

  int size() {
    return held.size();
  }
}
