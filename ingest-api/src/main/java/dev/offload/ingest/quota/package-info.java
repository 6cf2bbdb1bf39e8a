/// Limits how many things of a kind a tenant may have.
package dev.offload.ingest.quota;
