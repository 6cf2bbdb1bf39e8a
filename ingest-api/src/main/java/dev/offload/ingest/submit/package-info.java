/// Taking a task: strict reading of the body, the schema of its input, idempotency, and the answer.
package dev.offload.ingest.submit;
