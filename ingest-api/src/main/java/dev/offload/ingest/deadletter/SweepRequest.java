package dev.offload.ingest.deadletter;

import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The body of a sweep, as the OpenAPI document shows it. [Sweep] reads it.
@Schema(
    name = "EndedTasks",
    description = "Which ended tasks are meant, as in the query of GET /v1/tasks.")
record SweepRequest(
    @Schema(description = "How the tasks ended. The default is failed.") TaskState state,
    @Schema(description = "The default is client.") Origin origin,
    String type,
    String tag,
    @Schema(description = "The error code with which the tasks failed.") String errorCode,
    Instant createdAfter,
    Instant createdBefore,
    Instant finishedAfter,
    Instant finishedBefore,
    @Schema(
            description =
                "How many tasks start per second, 0.01 to 10000. Required to run tasks "
                    + "again, not allowed to drop them.")
        Double ratePerSecond) {}
