/// Pauses and resumes queues and tenants.
package dev.offload.ingest.pause;
