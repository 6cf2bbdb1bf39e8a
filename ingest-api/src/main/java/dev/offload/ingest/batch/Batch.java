package dev.offload.ingest.batch;

/// Many tasks in one request, as far as they have something in common.
///
/// @param traceparent the W3C trace context, or null
record Batch(String tenant, String traceparent) {}
