package dev.offload.schemas.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// ISO 8601 durations: `P1W`, `P2DT12H`, `PT1.5H`. A day has 24 hours. Years and months are not
/// allowed, since they have no fixed length.
public final class Durations {
  /// What a text must be, for error texts.
  public static final String RULE =
      "an ISO 8601 duration in weeks, days, hours, minutes and seconds";

  private static final int MAX_LENGTH = 100;
  private static final String NUMBER = "([0-9]{1,19}(?:[.,][0-9]{1,9})?)";
  private static final Pattern FORM =
      Pattern.compile(
          "P(?:%1$sW)?(?:%1$sD)?(?:T(?:%1$sH)?(?:%1$sM)?(?:%1$sS)?)?".formatted(NUMBER));

  /// Seconds in the unit of each group of [#FORM].
  private static final int[] SECONDS = {604_800, 86_400, 3_600, 60, 1};

  private Durations() {}

  /// Empty if `text` is not a duration, or is too long for a [Duration].
  public static Optional<Duration> parse(String text) {
    if (text.length() > MAX_LENGTH || text.endsWith("T")) {
      return Optional.empty();
    }
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    BigDecimal seconds = null;
    for (int unit = 0; unit < SECONDS.length; unit++) {
      String number = parts.group(unit + 1);
      if (number != null) {
        boolean hasFraction = seconds != null && seconds.scale() > 0;
        if (hasFraction) {
          return Optional.empty();
        }
        BigDecimal part =
            new BigDecimal(number.replace(',', '.')).multiply(BigDecimal.valueOf(SECONDS[unit]));
        seconds = seconds == null ? part : seconds.add(part);
      }
    }
    return seconds == null ? Optional.empty() : ofSeconds(seconds);
  }

  private static Optional<Duration> ofSeconds(BigDecimal seconds) {
    BigDecimal whole = seconds.setScale(0, RoundingMode.DOWN);
    if (whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      return Optional.empty();
    }
    int nanos = seconds.subtract(whole).movePointRight(9).intValue();
    return Optional.of(Duration.ofSeconds(whole.longValueExact(), nanos));
  }
}
