/// The disks this replica writes to, and what it takes no more before they are full.
package dev.offload.ingest.storage;
