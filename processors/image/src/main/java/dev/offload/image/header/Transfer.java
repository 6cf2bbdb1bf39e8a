package dev.offload.image.header;

/// How much light a number of a picture stands for. Both are from 0 to 1.
@FunctionalInterface
interface Transfer {
  /// sRGB (IEC 61966-2-1).
  Transfer STANDARD =
      value -> value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);

  /// ITU-R BT.709.
  Transfer BT_709 =
      value -> value < 0.081 ? value / 4.5 : Math.pow((value + 0.099) / 1.099, 1 / 0.45);

  Transfer LINEAR = value -> value;

  double light(double value);

  /// The same, of numbers as video has them: 16 of 255 is black, and 235 is white.
  default Transfer ofVideoRange() {
    return value -> light(Math.clamp((value * 255 - 16) / (235 - 16), 0.0, 1.0));
  }

  static Transfer power(double exponent) {
    return value -> Math.pow(value, exponent);
  }
}
