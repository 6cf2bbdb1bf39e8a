/// Every error as a problem document (RFC 9457).
package dev.offload.ingest.problem;
