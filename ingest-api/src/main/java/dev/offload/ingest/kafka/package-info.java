/// Writes records, and has topics created before anything is accepted.
package dev.offload.ingest.kafka;
