/// Reads which workers there are.
package dev.offload.ingest.workers;
