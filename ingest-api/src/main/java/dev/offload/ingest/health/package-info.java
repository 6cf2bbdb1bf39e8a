/// Whether this replica can serve.
package dev.offload.ingest.health;
