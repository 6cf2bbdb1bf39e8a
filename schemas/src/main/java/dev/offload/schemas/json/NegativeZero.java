package dev.offload.schemas.json;

import java.math.BigInteger;

/// The integer that JSON spells `-0`. Java has no such integer, so the sign would be lost.
/// Otherwise it is the [BigInteger] that it extends, zero.
final class NegativeZero extends BigInteger {
  static final String SPELLING = "-0";

  private static final long serialVersionUID = 1;

  NegativeZero() {
    super(BigInteger.ZERO.toByteArray());
  }

  @Override
  public String toString() {
    return SPELLING;
  }
}
