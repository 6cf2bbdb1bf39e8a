package dev.offload.e2e.client;

import java.util.List;

/// The answers to the tasks of a batch.
///
/// @param accepted the ids of those that were accepted
/// @param refused why the others were refused
/// @param group the group that they have joined; empty if there is none
public record BatchAnswer(List<String> accepted, List<String> refused, String group) {}
