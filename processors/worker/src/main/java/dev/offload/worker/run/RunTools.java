package dev.offload.worker.run;

import dev.offload.worker.metrics.WorkerMetrics;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// What every run of a process needs: its files, the monotonic clock, the metrics, and what to do
/// after an error that leaves the JVM in doubt, such as exhausted memory.
public record RunTools(
    FileSpace files,
    LongSupplier nanoTime,
    WorkerMetrics metrics,
    Consumer<VirtualMachineError> fatal) {}
