/// Asking for the end of a task.
package dev.offload.ingest.cancel;
