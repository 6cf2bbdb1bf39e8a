/// The task types that clients may submit: their queues, and what their inputs have to be like.
package dev.offload.ingest.types;
