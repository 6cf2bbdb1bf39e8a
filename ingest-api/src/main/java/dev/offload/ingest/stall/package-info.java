/// Notices clients that do not read what they are sent.
package dev.offload.ingest.stall;
