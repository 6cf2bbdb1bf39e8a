/// Telling clients of changes as they happen: Server-Sent Events, for one task and for all.
package dev.offload.ingest.live;
