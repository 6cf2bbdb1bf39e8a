/// Answering for tasks: one, which waits until this replica has read what was accepted before, and
/// lists.
package dev.offload.ingest.task;
