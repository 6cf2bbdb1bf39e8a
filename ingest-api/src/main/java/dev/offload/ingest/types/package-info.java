/// The task types that clients may submit: their queues, and the schemas of their inputs.
package dev.offload.ingest.types;
