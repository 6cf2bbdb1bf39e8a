package dev.offload.ingest.view;

import java.util.List;
import java.util.Optional;

/// A page of a list, newest first. It may have fewer tasks than were asked for, even none, and
/// still not be the last one: looking further would have taken too long, or too much memory.
///
/// @param next where the list goes on; empty at its end
public record TaskSlice(List<TaskSnapshot> tasks, Optional<PagePosition> next) {
  public TaskSlice {
    tasks = List.copyOf(tasks);
  }

  static TaskSlice empty() {
    return new TaskSlice(List.of(), Optional.empty());
  }
}
