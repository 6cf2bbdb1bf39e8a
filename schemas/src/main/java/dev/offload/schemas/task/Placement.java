package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.schemas.Require;

/// Where a task belongs, which every form of it tells.
///
/// @param type says which handler runs it
/// @param queue is where it waits for a worker
/// @param priority is how urgent it is, 0 to 9. It has no effect yet. The usual one is not written:
///     a record without it has that.
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

  /// Of a task of the usual priority.
  public Placement(String type, String queue) {
    this(type, queue, USUAL_PRIORITY);
  }

  public static boolean isPriority(int number) {
    return number >= LEAST_URGENT && number <= MOST_URGENT;
  }

  /// Equals the priority that is not written, as Jackson asks for it.
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
