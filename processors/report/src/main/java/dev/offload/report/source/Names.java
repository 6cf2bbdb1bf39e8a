package dev.offload.report.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Makes names for columns. None is empty, and no two are the same in SQL.
final class Names {
  private Names() {}

  /// An empty name becomes `column` with its index, counted from 0. A name that repeats an
  /// earlier one, in any case, gets `_1`, `_2`, ….
  static List<String> of(List<String> wanted) {
    Set<String> taken = new HashSet<>();
    wanted.forEach(name -> taken.add(folded(name)));
    Set<String> used = new HashSet<>();
    List<String> names = new ArrayList<>(wanted.size());
    for (int i = 0; i < wanted.size(); i++) {
      String name = wanted.get(i).isEmpty() ? "column" + i : wanted.get(i);
      String free = name;
      for (int n = 1; !used.add(folded(free)); n++) {
        free = name + "_" + n;
        while (taken.contains(folded(free))) {
          n++;
          free = name + "_" + n;
        }
      }
      names.add(free);
    }
    return names;
  }

  /// SQL does not distinguish upper and lower case of ASCII letters.
  static String folded(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
    return folded.toString();
  }
}
