/// Watches the disks that this replica writes to, and refuses work before they are full.
package dev.offload.ingest.storage;
