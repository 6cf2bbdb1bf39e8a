/// How many requests of one kind a tenant may have under way.
package dev.offload.ingest.limit;
