/// What is counted of HTTP requests.
package dev.offload.ingest.metrics;
