/// Shows one task, after this replica has read what was accepted before, and lists tasks.
package dev.offload.ingest.task;
