package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.schemas.Require;

/// Where a task belongs. Every form of a task has it. Defaults are not written, so a record without
/// a member has its default.
///
/// @param type which handler runs it
/// @param queue where it waits for a worker
/// @param priority how urgent it is among those of its tenant, from 0 to 9
/// @param concurrencyKey what it has in common with other tasks of its tenant that share a limit;
///     null for nothing
/// @param weight how many units of its limits it takes
public record Placement(
    String type,
    String queue,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Placement.Usual.class)
        Integer priority,
    String concurrencyKey,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Placement.Light.class)
        Integer weight) {
  public static final int LEAST_URGENT = 0;
  public static final int MOST_URGENT = 9;
  public static final int USUAL_PRIORITY = 4;
  public static final int USUAL_WEIGHT = 1;
  public static final int MAX_WEIGHT = 1_000;

  /// What a priority must be.
  public static final String PRIORITY_RULE = "be " + LEAST_URGENT + " to " + MOST_URGENT;

  /// What a weight must be.
  public static final String WEIGHT_RULE = "be 1 to " + MAX_WEIGHT;

  public Placement {
    Require.text(type, "type");
    Require.text(queue, "queue");
    priority = priority == null ? USUAL_PRIORITY : priority;
    weight = weight == null ? USUAL_WEIGHT : weight;
    Require.that(isPriority(priority), "priority", PRIORITY_RULE, priority);
    Require.that(
        concurrencyKey == null || ConcurrencyKey.isValid(concurrencyKey),
        "concurrencyKey",
        "be " + ConcurrencyKey.RULE,
        concurrencyKey);
    Require.that(weight >= 1 && weight <= MAX_WEIGHT, "weight", WEIGHT_RULE, weight);
  }

  /// The placement of a task without a concurrency key.
  public Placement(String type, String queue, Integer priority) {
    this(type, queue, priority, null, USUAL_WEIGHT);
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

  /// Equals the default weight. Jackson uses it to leave that out.
  public static final class Light {
    @Override
    public boolean equals(Object weight) {
      return weight instanceof Integer number && number == USUAL_WEIGHT;
    }

    @Override
    public int hashCode() {
      return USUAL_WEIGHT;
    }
  }
}
