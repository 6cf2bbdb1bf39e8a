/// Limits what the requests of one kind take of a replica, shared by tenants: seats, or memory.
package dev.offload.ingest.seat;
