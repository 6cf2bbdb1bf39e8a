package dev.offload.ingest.deadletter;

import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The body of a sweep as the OpenAPI document shows it; [Sweep] reads it.
@Schema(
    name = "EndedTasks",
    description = "Which ended tasks are meant: as in the query of GET /v1/tasks.")
record SweepRequest(
    @Schema(description = "How they have ended; failed where nothing is said.") TaskState state,
    @Schema(description = "client where nothing is said.") Origin origin,
    String type,
    String tag,
    @Schema(description = "The code of the error with which they failed.") String errorCode,
    Instant createdAfter,
    Instant createdBefore,
    Instant finishedAfter,
    Instant finishedBefore,
    @Schema(
            description =
                "How many begin in each second, 0.01 to 10000. Only where they are to run again,"
                    + " and there it has to be.")
        Double ratePerSecond) {}
