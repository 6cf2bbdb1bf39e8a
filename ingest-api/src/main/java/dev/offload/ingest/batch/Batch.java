package dev.offload.ingest.batch;

/// What the tasks of one request have in common.
///
/// @param traceparent the W3C trace context, or null
record Batch(String tenant, String traceparent) {}
