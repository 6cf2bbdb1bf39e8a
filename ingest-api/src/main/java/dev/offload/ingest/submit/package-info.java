/// Accepts tasks: strict reading of the body, the schema of the input, idempotency, and the answer.
package dev.offload.ingest.submit;
