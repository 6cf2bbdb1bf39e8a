/// Replays and drops ended tasks, one by one or by filter.
package dev.offload.ingest.deadletter;
