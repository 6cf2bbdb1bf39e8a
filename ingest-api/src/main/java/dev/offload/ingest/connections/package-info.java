/// Limits how many connections clients may have open, and for how long silently.
package dev.offload.ingest.connections;
