/// The inside of a connection, and how clients are cut off that do not read.
package dev.offload.ingest.cutoff;
