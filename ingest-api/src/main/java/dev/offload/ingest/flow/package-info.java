/// Limits over HTTP: how many tasks run at a time, and at what rate they start.
package dev.offload.ingest.flow;
