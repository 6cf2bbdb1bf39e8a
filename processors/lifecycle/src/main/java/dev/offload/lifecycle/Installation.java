package dev.offload.lifecycle;

import dev.offload.kafka.setup.TopicsConfig;
import java.util.Map;

/// The installation that this instance belongs to: how to reach its Kafka, how its topics are
/// created, and its name in completions.
public record Installation(Map<String, Object> kafka, TopicsConfig topics, String name) {}
