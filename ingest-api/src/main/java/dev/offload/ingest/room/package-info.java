/// Limits the memory for bodies that are read whole.
package dev.offload.ingest.room;
