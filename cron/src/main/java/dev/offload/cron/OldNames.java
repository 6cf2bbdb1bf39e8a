package dev.offload.cron;

import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Names that are links to other zones in the IANA database (in its file `backward`) and that
/// Java does not have.
final class OldNames extends ZoneRulesProvider {
  private static final Map<String, String> LINKS =
      Map.of(
          "EST", "America/Panama",
          "HST", "Pacific/Honolulu",
          "MST", "America/Phoenix",
          "ROC", "Asia/Taipei");

  private final Set<String> missing;

  private OldNames(Set<String> missing) {
    this.missing = missing;
  }

  /// Makes the names known to this process. It may be called again.
  static void register() {
    Set<String> known = getAvailableZoneIds();
    Set<String> missing =
        LINKS.keySet().stream()
            .filter(name -> !known.contains(name))
            .collect(Collectors.toUnmodifiableSet());
    if (!missing.isEmpty()) {
      registerProvider(new OldNames(missing));
    }
  }

  @Override
  protected Set<String> provideZoneIds() {
    return missing;
  }

  @Override
  protected ZoneRules provideRules(String name, boolean forCaching) {
    return getRules(LINKS.get(name), forCaching);
  }

  @Override
  protected NavigableMap<String, ZoneRules> provideVersions(String name) {
    return new TreeMap<>(getVersions(LINKS.get(name)));
  }
}
