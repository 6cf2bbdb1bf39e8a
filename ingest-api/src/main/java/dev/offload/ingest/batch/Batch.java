package dev.offload.ingest.batch;

import java.util.Optional;

/// What the tasks of one request have in common.
///
/// @param traceparent the W3C trace context, or null
/// @param group the group that all of them join
record Batch(String tenant, String traceparent, Optional<BatchGroup> group) {}
