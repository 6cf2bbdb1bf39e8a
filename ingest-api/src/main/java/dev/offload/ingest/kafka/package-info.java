/// Writing records and having topics made before anything is accepted.
package dev.offload.ingest.kafka;
