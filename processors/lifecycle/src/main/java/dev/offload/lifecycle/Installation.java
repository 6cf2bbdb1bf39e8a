package dev.offload.lifecycle;

import dev.offload.kafka.setup.TopicsConfig;
import java.util.Map;

/// The installation that this instance is part of: how to reach its Kafka, how its topics are made,
/// and what it calls itself in completions.
public record Installation(Map<String, Object> kafka, TopicsConfig topics, String name) {}
