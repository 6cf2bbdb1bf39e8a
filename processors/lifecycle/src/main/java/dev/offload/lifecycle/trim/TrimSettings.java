package dev.offload.lifecycle.trim;

import java.time.Duration;
import java.util.Collection;

/// What the trimmer reads, and how often.
///
/// @param partitions how many partitions a topic keyed by task id has
/// @param completionReaders the groups that read completions
/// @param every the time between two turns
/// @param reportsEvery the time between two looks at workers' reports
public record TrimSettings(
    int partitions, Collection<String> completionReaders, Duration every, Duration reportsEvery) {}
