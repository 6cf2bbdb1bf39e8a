/// Accepts many tasks in one call: one line each way for every task.
package dev.offload.ingest.batch;
