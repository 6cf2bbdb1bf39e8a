/// Reading JSON bodies strictly: bounded, well formed, and with all faults at once.
package dev.offload.ingest.body;
