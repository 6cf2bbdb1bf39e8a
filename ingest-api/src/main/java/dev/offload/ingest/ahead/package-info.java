/// Limits how many requests a client sends ahead of their answers.
package dev.offload.ingest.ahead;
