package dev.offload.ingest.queue;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A queue at one moment.
@Schema(
    description =
        "A queue at one moment. With the scope queues or admin its numbers are those of all"
            + " tenants, otherwise those of the caller's tenant. Workers and slots are shared.",
    requiredProperties = {
      "queue",
      "queued",
      "running",
      "scheduled",
      "retrying",
      "waiting",
      "oldestQueuedAgeSeconds",
      "workers",
      "slots",
      "ratePerSecond",
      "paused",
      "stuck"
    })
public record QueueStatus(
    @Schema(ref = "QueueName") String queue,
    @Schema(description = "Tasks that wait for a worker.") int queued,
    @Schema(description = "Tasks that a worker runs.") int running,
    @Schema(description = "Tasks whose time has not come yet.") int scheduled,
    @Schema(description = "Tasks that wait between two attempts.") int retrying,
    WaitCounts waiting,
    @Schema(
            description =
                "The tenants with the most tasks waiting, most first, at most "
                    + QueueWatch.MOST_TENANTS
                    + ". Only keys with the scope admin are shown it.")
        List<WaitingTenant> tenants,
    @Schema(
            description =
                "How many worker slots the tasks of all tenants could use now: those that run, and"
                    + " those that wait for nothing but a worker. Tasks that are paused, wait for a"
                    + " limit or are not due yet do not count. For autoscalers. Only keys with the"
                    + " scope queues or admin are shown it.")
        Integer demand,
    @Schema(description = "Age of the oldest waiting task; 0 if none waits.")
        double oldestQueuedAgeSeconds,
    @Schema(description = "Live worker processes that serve the queue.") int workers,
    @Schema(description = "How many tasks these workers can run at once.") int slots,
    @Schema(description = "Tasks that ended per second, averaged over the last minute.")
        double ratePerSecond,
    @Schema(description = "Whether workers take nothing new from it.") boolean paused,
    @Schema(
            description =
                "Whether workers serve it, but Kafka has handed nothing out to any of them for half"
                    + " a minute. Its tasks wait until somebody looks at Kafka.")
        boolean stuck) {}
