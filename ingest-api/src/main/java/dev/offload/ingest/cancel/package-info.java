/// Cancels tasks.
package dev.offload.ingest.cancel;
