package dev.offload.email.letter;

import java.math.BigDecimal;

/// A zero that was written with a minus sign: `-0`, `-0.00`. Java's decimals have none, so the sign
/// would be lost. Otherwise it is the [BigDecimal] that it extends.
public final class NegativeZero extends BigDecimal {
  private static final long serialVersionUID = 1;

  private NegativeZero(BigDecimal zero) {
    super(zero.unscaledValue(), zero.scale());
  }

  /// `number`, which was written as `text`.
  public static BigDecimal orElse(BigDecimal number, String text) {
    return number.signum() == 0 && text.startsWith("-") ? new NegativeZero(number) : number;
  }

  @Override
  public String toPlainString() {
    return "-" + super.toPlainString();
  }
}
