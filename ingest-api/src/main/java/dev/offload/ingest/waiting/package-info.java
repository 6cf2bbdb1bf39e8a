/// Says why tasks do not run yet.
package dev.offload.ingest.waiting;
