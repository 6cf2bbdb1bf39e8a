/// Requests that are wrong, and what comes of them: a problem, and nothing else.
package dev.offload.ingest.malformed;
