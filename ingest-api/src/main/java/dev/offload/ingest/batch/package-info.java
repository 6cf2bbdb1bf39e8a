/// Takes many tasks in one call: a line each way for every one.
package dev.offload.ingest.batch;
