package dev.offload.report.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Random rows as text. Most values of a column are of one kind, and some late ones of
/// another.
final class ChanceRows {
  private static final String ODD = ",;\t|\"'\n\r #{}[]:\\x0-1.eE\u00fc\ud83d\ude00";

  private final Random random;

  ChanceRows(Random random) {
    this.random = random;
  }

  String csv(char delimiter) {
    int columns = 1 + random.nextInt(4);
    String end = pick("\n", "\r\n", "\n", "\r");
    boolean allQuoted = random.nextInt(5) == 0;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < columns; i++) {
      text.append(i == 0 ? "" : delimiter).append(name(i));
    }
    List<Supplier<String>> kinds = kinds(columns);
    int rows = random.nextInt(12);
    for (int row = 0; row < rows; row++) {
      text.append(end);
      change(kinds);
      for (int i = 0; i < columns; i++) {
        text.append(i == 0 ? "" : delimiter);
        String value = random.nextInt(8) == 0 ? "" : kinds.get(i).get();
        text.append(field(value, delimiter, allQuoted));
      }
    }
    return text.append(random.nextBoolean() ? end : "").toString();
  }

  String ndjson() {
    int columns = 1 + random.nextInt(4);
    List<Supplier<String>> kinds = kinds(columns);
    StringBuilder text = new StringBuilder();
    int rows = 1 + random.nextInt(10);
    for (int row = 0; row < rows; row++) {
      change(kinds);
      List<String> members = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        if (random.nextInt(6) > 0) {
          members.add("\"%s\": %s".formatted(name(i), json(kinds.get(i).get())));
        }
      }
      text.append('{').append(String.join(", ", members)).append("}\n");
    }
    return text.toString();
  }

  /// The same text, or one with some characters added, removed or changed.
  String mutated(String text) {
    StringBuilder mutated = new StringBuilder(text);
    int times = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
    for (int i = 0; i < times && !mutated.isEmpty(); i++) {
      int at = random.nextInt(mutated.length());
      char odd = ODD.charAt(random.nextInt(ODD.length() - 2));
      switch (random.nextInt(3)) {
        case 0 -> mutated.deleteCharAt(at);
        case 1 -> mutated.insert(at, odd);
        default -> mutated.setCharAt(at, odd);
      }
    }
    // Half of a surrogate pair can't be written in UTF-8.
    return mutated.toString().replaceAll("[\ud800-\udfff]", "");
  }

  private List<Supplier<String>> kinds(int columns) {
    List<Supplier<String>> kinds = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      kinds.add(kind());
    }
    return kinds;
  }

  private void change(List<Supplier<String>> kinds) {
    if (random.nextInt(8) == 0) {
      kinds.set(random.nextInt(kinds.size()), kind());
    }
  }

  private Supplier<String> kind() {
    return switch (random.nextInt(10)) {
      case 0, 1 -> () -> "" + (random.nextInt(2_000) - 1_000);
      case 2 -> () -> "" + random.nextLong();
      case 3 -> () -> digits(1 + random.nextInt(42));
      case 4 -> () -> random.nextInt(100) + "." + (1 + random.nextInt(99));
      case 5 -> () -> random.nextInt(10) + "." + digits(1 + random.nextInt(30));
      case 6 -> () -> pick("true", "false", "True", "FALSE", "yes");
      case 7 ->
          () ->
              "20%02d-%02d-%02d"
                      .formatted(random.nextInt(99), 1 + random.nextInt(12), 1 + random.nextInt(29))
                  + pick("", "", " 10:30:00", "T23:59:59.5", "T10:30:00Z", " 10:30:00.123456");
      case 8 ->
          () ->
              pick(
                  "007",
                  "-0.5",
                  "1e5",
                  "2.5E-7",
                  "10:30:00",
                  "NaN",
                  "null",
                  "+5",
                  ".5",
                  "1,5",
                  "5.",
                  "-");
      default ->
          () ->
              pick(
                  "a",
                  "b;c",
                  "d,e",
                  "f|g",
                  "#h",
                  "say \"i\"",
                  " j ",
                  "k\nl",
                  "'",
                  "=1",
                  "m\tn",
                  "",
                  "  ");
    };
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder().append(1 + random.nextInt(9));
    for (int i = 1; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  private String field(String value, char delimiter, boolean quoted) {
    boolean needs =
        value.chars().anyMatch(c -> c == delimiter || c == '"' || c == '\n' || c == '\r');
    return quoted || needs || random.nextInt(10) == 0
        ? '"' + value.replace("\"", "\"\"") + '"'
        : value;
  }

  private String json(String value) {
    if (random.nextInt(10) == 0) {
      return "null";
    }
    if (random.nextInt(12) == 0) {
      return pick("[", "[1, ") + text(value) + "]";
    }
    if (random.nextInt(12) == 0) {
      return "{\"n\": " + text(value) + "}";
    }
    boolean literal = value.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?|true|false");
    return literal ? value : text(value);
  }

  private static String text(String value) {
    return '"'
        + value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\t", "\\t")
        + '"';
  }

  private static String name(int column) {
    return "abcd".substring(column, column + 1);
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
