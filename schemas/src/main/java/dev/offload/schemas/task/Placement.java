package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.schemas.Require;

/// Where a task belongs. Every form of a task has it.
///
/// @param type which handler runs it
/// @param queue where it waits for a worker
/// @param priority how urgent it is among those of its tenant, from 0 to 9. The default is not
///     written, so a record without it has the default
public record Placement(
    String type,
    String queue,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Placement.Usual.class)
        Integer priority) {
  public static final int LEAST_URGENT = 0;
  public static final int MOST_URGENT = 9;
  public static final int USUAL_PRIORITY = 4;

  /// What a priority must be.
  public static final String PRIORITY_RULE = "be " + LEAST_URGENT + " to " + MOST_URGENT;

  public Placement {
    Require.text(type, "type");
    Require.text(queue, "queue");
    priority = priority == null ? USUAL_PRIORITY : priority;
    Require.that(isPriority(priority), "priority", PRIORITY_RULE, priority);
  }

  /// The placement of a task with the default priority.
  public Placement(String type, String queue) {
    this(type, queue, USUAL_PRIORITY);
  }

  public static boolean isPriority(int number) {
    return number >= LEAST_URGENT && number <= MOST_URGENT;
  }

  /// Equals the default priority. Jackson uses it to leave that out.
  public static final class Usual {
    @Override
    public boolean equals(Object priority) {
      return priority instanceof Integer number && number == USUAL_PRIORITY;
    }

    @Override
    public int hashCode() {
      return USUAL_PRIORITY;
    }
  }
}
