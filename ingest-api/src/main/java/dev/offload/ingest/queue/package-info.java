/// The queues: how much waits in each, who works on it, and pausing it.
package dev.offload.ingest.queue;
