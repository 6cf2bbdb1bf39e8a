package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.work.Children;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Sums of the whole numbers in results, by name. The order in which results are added makes
/// no difference: if there are too many names, the first ones in the alphabet stay.
final class Sums {
  private Sums() {}

  /// What one result adds, which may be null.
  static Map<String, Long> of(JsonNode result) {
    SortedMap<String, Long> sums = new TreeMap<>();
    if (result != null && result.isObject()) {
      for (Map.Entry<String, JsonNode> member : result.properties()) {
        if (counts(member.getKey(), member.getValue())) {
          sums.put(member.getKey(), member.getValue().longValue());
        }
      }
    }
    return bounded(sums);
  }

  static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
    SortedMap<String, Long> sum = new TreeMap<>(one);
    other.forEach((name, number) -> sum.merge(name, number, Long::sum));
    return bounded(sum);
  }

  private static boolean counts(String name, JsonNode value) {
    return name.length() <= Children.MAX_SUM_NAME_LENGTH
        && value.isIntegralNumber()
        && value.canConvertToLong()
        && Math.abs(value.longValue()) <= Children.LARGEST_SUMMAND
        && value.longValue() != Long.MIN_VALUE;
  }

  private static Map<String, Long> bounded(SortedMap<String, Long> sums) {
    while (sums.size() > Children.MAX_SUMS) {
      sums.remove(sums.lastKey());
    }
    return sums;
  }
}
