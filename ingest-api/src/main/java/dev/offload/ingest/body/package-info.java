/// Reads JSON bodies strictly: bounded, well formed, and with all mistakes at once.
package dev.offload.ingest.body;
