package dev.offload.ingest.batch;

import dev.offload.ingest.submit.IdempotencyKey;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A line of a batch, as the OpenAPI document shows it, where it gets the members of a submission
/// too. [BatchReader] reads it.
@Schema(name = "BatchLine", description = "A task to run, with an optional idempotency key.")
interface BatchLine {
  @Schema(
      description = "The same as the header Idempotency-Key of POST /v1/tasks.",
      type = SchemaType.STRING,
      pattern = "^" + IdempotencyKey.PATTERN + "$")
  String getIdempotencyKey();
}
