package dev.offload.report.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A slow and simple reader of CSV to compare with. It reads one character after the other.
/// The result is empty if the text can't be read.
final class SlowCsv {
  private static final char END = '\uFFFF';

  private final String text;
  private final char delimiter;
  private int at;

  private SlowCsv(String text, char delimiter) {
    this.text = text;
    this.delimiter = delimiter;
  }

  /// The records. All have as many fields as the first, and a missing field is null.
  static Optional<List<List<String>>> read(String text, char delimiter) {
    SlowCsv csv = new SlowCsv(text, delimiter);
    List<List<String>> records = new ArrayList<>();
    while (csv.at < text.length()) {
      int begin = csv.at;
      List<String> record = csv.record();
      if (record == null) {
        return Optional.empty();
      }
      boolean blank = text.substring(begin, csv.at).isBlank() && record.size() == 1;
      boolean empty = blank && record.getFirst() == null;
      if (empty || (blank && (records.isEmpty() || records.getFirst().size() > 1))) {
        continue;
      }
      records.add(record);
      if (record.size() != records.getFirst().size()) {
        return Optional.empty();
      }
    }
    return records.isEmpty() ? Optional.empty() : Optional.of(records);
  }

  /// Reads to the end of the line and skips it. Null if the record is damaged.
  private List<String> record() {
    List<String> fields = new ArrayList<>();
    while (true) {
      int begin = at;
      while (isBlank(peek())) {
        at++;
      }
      if (peek() == '"') {
        String field = quoted();
        if (field == null) {
          return null;
        }
        fields.add(field);
        while (isBlank(peek())) {
          at++;
        }
        if (peek() != delimiter && !isEnd(peek())) {
          return null;
        }
      } else {
        at = begin;
        while (peek() != delimiter && !isEnd(peek())) {
          at++;
        }
        fields.add(at == begin ? null : text.substring(begin, at));
      }
      if (peek() == delimiter) {
        at++;
        continue;
      }
      if (peek() == '\r') {
        at++;
      } else if (peek() == '\n') {
        at++;
        return fields;
      }
      if (peek() == '\n' && text.charAt(at - 1) == '\r') {
        at++;
      }
      return fields;
    }
  }

  private String quoted() {
    StringBuilder field = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      at++;
      if (c != '"') {
        field.append(c);
      } else if (peek() == '"') {
        field.append('"');
        at++;
      } else {
        return field.toString();
      }
    }
    return null;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private boolean isBlank(char c) {
    return c != delimiter && (c == ' ' || c == '\t');
  }

  private static boolean isEnd(char c) {
    return c == '\r' || c == '\n' || c == END;
  }
}
