/// Finds groups, and tells whether they take tasks.
package dev.offload.ingest.membership;
