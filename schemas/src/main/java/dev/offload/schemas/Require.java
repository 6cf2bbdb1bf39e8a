package dev.offload.schemas;

/// Checks the invariants of records. Every message has the same form: the thing, the rule, the
/// value.
public final class Require {
  private Require() {}

  public static <T> T present(T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException(name + " must be present");
    }
    return value;
  }

  public static String text(String value, String name) {
    if (present(value, name).isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    return value;
  }

  public static void that(boolean holds, String name, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("%s must %s, was %s".formatted(name, rule, value));
    }
  }
}
