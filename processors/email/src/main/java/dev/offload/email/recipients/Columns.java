package dev.offload.email.recipients;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.offload.email.blanks.Blanks;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The columns of a file of recipients by their names. A column without a name must be empty.
record Columns(List<String> names) {
  static final String EMAIL = "email";
  static final String NAME = "name";
  private static final int MOST = 100;

  Columns {
    names = List.copyOf(names);
  }

  /// The case of `email` and `name` does not matter.
  static Columns of(CsvRecord header) throws UnfitList {
    List<String> names = header.getFields().stream().map(Columns::name).toList();
    if (!names.contains(EMAIL)) {
      throw new UnfitList("the first line has no column email");
    }
    if (names.size() > MOST) {
      throw new UnfitList("there are more than %d columns".formatted(MOST));
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!name.isEmpty() && !seen.add(name)) {
        throw new UnfitList("two columns are named %s".formatted(name));
      }
    }
    return new Columns(names);
  }

  static boolean nameEmail(CsvRecord header) {
    return header.getFields().stream().map(Columns::name).anyMatch(EMAIL::equals);
  }

  /// What is wrong with a record, or null. Missing fields would move values, so they are wrong.
  /// Empty fields after the last column are not.
  String fault(CsvRecord row) {
    if (row.getFieldCount() < names.size()) {
      return "line %d has %d fields for %d columns"
          .formatted(row.getStartingLineNumber(), row.getFieldCount(), names.size());
    }
    for (int i = 0; i < row.getFieldCount(); i++) {
      boolean named = i < names.size() && !names.get(i).isEmpty();
      if (!named && !Blanks.isBlank(row.getField(i))) {
        return "line %d has a value in column %d, which has no name"
            .formatted(row.getStartingLineNumber(), i + 1);
      }
    }
    return null;
  }

  private static String name(String text) {
    String name = Blanks.strip(text);
    String small = name.toLowerCase(Locale.ROOT);
    return small.equals(EMAIL) || small.equals(NAME) ? small : name;
  }
}
