/// Cuts off clients that do not read.
package dev.offload.ingest.cutoff;
