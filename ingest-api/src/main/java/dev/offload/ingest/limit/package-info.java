/// Limits how many requests of one kind a tenant may have at once.
package dev.offload.ingest.limit;
