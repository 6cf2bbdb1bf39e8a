package dev.offload.lifecycle.trim;

import java.time.Duration;
import java.util.Collection;

/// What is trimmed, and how often.
///
/// @param partitions how many topics keyed by task id have
/// @param completionReaders the groups that read completions
/// @param every the time between two turns
/// @param reportsEvery the time between two looks at workers' reports
public record TrimSettings(
    int partitions, Collection<String> completionReaders, Duration every, Duration reportsEvery) {}
