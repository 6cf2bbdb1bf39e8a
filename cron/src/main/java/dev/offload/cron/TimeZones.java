package dev.offload.cron;

import java.time.ZoneId;
import java.util.Optional;

/// Time zones by their names in the IANA database.
///
/// Java's names are not quite the same. It lacks some old names, such as `EST`, which
/// [OldNames] adds. It has `SystemV/…`, which the database has no longer. A client can't name
/// such a zone, but a schedule from a time when this was not checked still fires.
final class TimeZones {
  private static final String NOT_IANAS = "SystemV/";

  static {
    OldNames.register();
  }

  private TimeZones() {}

  /// The zone with this name; empty if the database has none.
  static Optional<ZoneId> named(String name) {
    return name.startsWith(NOT_IANAS) ? Optional.empty() : known(name);
  }

  /// The zone with this name, even if only Java has it.
  static Optional<ZoneId> known(String name) {
    return ZoneId.getAvailableZoneIds().contains(name)
        ? Optional.of(ZoneId.of(name))
        : Optional.empty();
  }
}
