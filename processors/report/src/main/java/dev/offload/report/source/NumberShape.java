package dev.offload.report.source;

/// How a number is written.
///
/// @param before how many digits are before the point, without a lone zero
/// @param after how many digits are after the point
record NumberShape(int before, int after, boolean exponent) {

  boolean isWhole() {
    return after == 0 && !exponent;
  }

  /// The shape of a number as in JSON, or one that begins with its point. Null if the text is
  /// not such a number.
  static NumberShape of(String text, char point) {
    int at = text.startsWith("-") ? 1 : 0;
    int end = digits(text, at);
    int before = end - at;
    boolean zero = before > 0 && text.charAt(at) == '0';
    if (zero && before > 1) {
      return null;
    }
    at = end;
    int after = 0;
    if (at < text.length() && text.charAt(at) == point) {
      end = digits(text, at + 1);
      after = end - at - 1;
      if (after == 0) {
        return null;
      }
      at = end;
    }
    if (before + after == 0) {
      return null;
    }
    boolean exponent = at < text.length() && "eE".indexOf(text.charAt(at)) >= 0;
    if (exponent) {
      at++;
      at += at < text.length() && "+-".indexOf(text.charAt(at)) >= 0 ? 1 : 0;
      end = digits(text, at);
      if (end == at) {
        return null;
      }
      at = end;
    }
    return at == text.length() ? new NumberShape(zero ? 0 : before, after, exponent) : null;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
