/// The keys that encrypt what is stored, and from which others are derived.
package dev.offload.ingest.sealing;
