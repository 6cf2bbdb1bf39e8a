/// Shows queues, and pauses and resumes them.
package dev.offload.ingest.queue;
