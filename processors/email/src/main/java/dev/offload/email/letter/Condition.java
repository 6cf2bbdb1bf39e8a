package dev.offload.email.letter;

import java.util.List;
import java.util.function.Function;

/// The condition of a section `{#if}`. Its operands are the texts of values.
sealed interface Condition {
  /// @throws IllegalArgumentException if two values can't be compared
  boolean holds(Function<String, Object> values);

  /// A value alone.
  record Truth(String operand) implements Condition {
    @Override
    public boolean holds(Function<String, Object> values) {
      return Values.isTrue(values.apply(operand));
    }
  }

  record Compared(String left, Comparison comparison, String right) implements Condition {
    @Override
    public boolean holds(Function<String, Object> values) {
      return comparison.holds(values.apply(left), values.apply(right));
    }
  }

  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Function<String, Object> values) {
      return !condition.holds(values);
    }
  }

  record All(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Function<String, Object> values) {
      return conditions.stream().allMatch(one -> one.holds(values));
    }
  }

  record Any(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Function<String, Object> values) {
      return conditions.stream().anyMatch(one -> one.holds(values));
    }
  }
}
