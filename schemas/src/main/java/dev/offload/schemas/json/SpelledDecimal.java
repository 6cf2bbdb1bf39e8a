package dev.offload.schemas.json;

import java.math.BigDecimal;

/// A number that is written as it was read: `1e3` does not become `1E+3`. Otherwise it is the
/// [BigDecimal] that it extends.
final class SpelledDecimal extends BigDecimal {
  private static final long serialVersionUID = 1;

  private final String spelling;

  SpelledDecimal(String spelling) {
    super(spelling);
    this.spelling = spelling;
  }

  @Override
  public String toString() {
    return spelling;
  }
}
