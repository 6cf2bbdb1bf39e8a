/// What can be done with tasks that have ended: run them again, drop them; one by one or all that
/// a filter finds.
package dev.offload.ingest.deadletter;
