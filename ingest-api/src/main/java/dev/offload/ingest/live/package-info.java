/// Tells clients of changes as they happen: Server-Sent Events about one task or all.
package dev.offload.ingest.live;
