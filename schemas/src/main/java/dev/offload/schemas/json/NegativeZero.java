package dev.offload.schemas.json;

import java.math.BigDecimal;
import java.math.BigInteger;

/// Zeros that were written with a minus sign, such as `-0` and `-0.00`. Java's numbers of any size
/// have none, so the sign would be lost. Otherwise each is the number that it extends.
public final class NegativeZero {
  /// The integer, as JSON spells it.
  static final String SPELLING = "-0";

  private NegativeZero() {}

  static BigInteger integer() {
    return new OfIntegers();
  }

  /// `number`, which was written as `text`.
  public static BigDecimal orElse(BigDecimal number, String text) {
    return number.signum() == 0 && text.startsWith("-") ? new OfDecimals(number) : number;
  }

  private static final class OfIntegers extends BigInteger {
    private static final long serialVersionUID = 1;

    OfIntegers() {
      super(BigInteger.ZERO.toByteArray());
    }

    @Override
    public String toString() {
      return SPELLING;
    }
  }

  private static final class OfDecimals extends BigDecimal {
    private static final long serialVersionUID = 1;

    OfDecimals(BigDecimal zero) {
      super(zero.unscaledValue(), zero.scale());
    }

    @Override
    public String toPlainString() {
      return "-" + super.toPlainString();
    }
  }
}
