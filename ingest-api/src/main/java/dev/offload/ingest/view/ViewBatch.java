package dev.offload.ingest.view;

import java.util.List;
import java.util.Map;

/// Changes of one topic that become visible and durable together with the positions after them.
record ViewBatch(String topic, List<ViewChange> changes, Map<Integer, Long> positions) {}
