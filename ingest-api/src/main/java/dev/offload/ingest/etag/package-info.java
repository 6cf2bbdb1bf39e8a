/// Conditional requests: entity tags, and what a client says about them.
package dev.offload.ingest.etag;
