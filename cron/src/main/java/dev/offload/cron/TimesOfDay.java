package dev.offload.cron;

import java.time.LocalTime;
import java.util.BitSet;
import java.util.Optional;

/// The times that an expression names on each of its days, to the second.
record TimesOfDay(BitSet hours, BitSet minutes, BitSet seconds) {

  /// The first time at or after `time`; empty if there is none on this day.
  Optional<LocalTime> from(LocalTime time) {
    for (int hour = hours.nextSetBit(time.getHour());
        hour >= 0;
        hour = hours.nextSetBit(hour + 1)) {
      boolean isFirst = hour == time.getHour();
      int minute = minutes.nextSetBit(isFirst ? time.getMinute() : 0);
      for (; minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
        boolean isSameMinute = isFirst && minute == time.getMinute();
        int second = seconds.nextSetBit(isSameMinute ? time.getSecond() : 0);
        if (second >= 0) {
          return Optional.of(LocalTime.of(hour, minute, second));
        }
      }
    }
    return Optional.empty();
  }
}
