package dev.offload.schemas;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The keys of records that are for a whole partition and not for one task: `partition/` and its
/// number.
public final class PartitionKey {
  private static final String PREFIX = "partition/";
  private static final Pattern KEY = Pattern.compile(PREFIX + "([0-9]{1,6})");

  private PartitionKey() {}

  public static String of(int partition) {
    return PREFIX + partition;
  }

  /// The partition that `key` names; empty for other keys.
  public static OptionalInt partitionOf(String key) {
    if (!key.startsWith(PREFIX)) {
      return OptionalInt.empty();
    }
    Matcher named = KEY.matcher(key);
    return named.matches() ? OptionalInt.of(Integer.parseInt(named.group(1))) : OptionalInt.empty();
  }
}
