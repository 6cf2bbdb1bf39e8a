package dev.offload.worker.loop;

import dev.offload.kafka.write.RecordWriter;
import dev.offload.worker.queue.QueueSource;
import dev.offload.worker.run.HandlerThreads;
import dev.offload.worker.run.LeaseKeeper;
import dev.offload.worker.run.RunStopper;
import dev.offload.worker.run.RunTools;
import java.time.InstantSource;
import java.util.function.Predicate;

/// What the loops of one process share.
///
/// @param worker the name of the process
/// @param isPaused whether a queue is paused
public record LoopTools(
    String worker,
    QueueSource.Opener sources,
    RecordWriter journal,
    HandlerThreads threads,
    RunTools runs,
    LeaseKeeper leases,
    RunStopper stopper,
    Isolation isolation,
    Predicate<String> isPaused,
    InstantSource clock) {}
