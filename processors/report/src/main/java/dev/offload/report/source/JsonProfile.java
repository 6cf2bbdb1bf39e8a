package dev.offload.report.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.offload.report.protocol.DatePattern;
import dev.offload.report.source.ColumnType.Plain;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What the values of a JSON column look like, including nested ones.
///
/// A column with several kinds of values is text if none of them is nested, and JSON
/// otherwise. Objects with very many members, very deep ones, and those with member names that
/// SQL can't have are JSON too.
final class JsonProfile {
  private static final int MOST_MEMBERS = 1_000;
  private static final int DEEPEST = 8;

  private final Bounds bounds;
  private final int depth;
  private final Profile plain;
  private final Map<String, JsonProfile> members = new LinkedHashMap<>();
  private JsonProfile element;
  private boolean isObject;
  private boolean isList;
  private boolean hasPlain;
  private boolean isJson;
  private long seenIn;

  /// The state that all profiles of a source share.
  static final class Bounds {
    private final DatePattern dates;
    private int left;
    private long objects;

    /// @param most the largest number of profiles
    Bounds(DatePattern dates, int most) {
      this.dates = dates;
      this.left = most;
    }
  }

  private JsonProfile(Bounds bounds, int depth) {
    this.bounds = bounds;
    this.depth = depth;
    this.plain = Profile.ofJson(bounds.dates);
    bounds.left--;
  }

  /// The profile of a whole source, for its objects.
  static JsonProfile root(Bounds bounds) {
    return new JsonProfile(bounds, 0);
  }

  Map<String, JsonProfile> members() {
    return members;
  }

  /// Adds the object that the parser is at the beginning of, and moves the parser to its end.
  ///
  /// @throws UnsupportedName if a name in it can't be kept
  void addObject(JsonParser json, int most) throws IOException, UnsupportedName {
    isObject = true;
    long object = ++bounds.objects;
    Set<String> beyond = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonProfile member = members.get(name);
      if (member == null && members.size() < most && bounds.left > 0) {
        requireNameable(name);
        member = new JsonProfile(bounds, depth + 1);
        members.put(name, member);
      }
      boolean repeated;
      if (member == null) {
        isJson = true;
        beyond = beyond == null ? new HashSet<>() : beyond;
        repeated = !beyond.add(name);
      } else {
        repeated = member.seenIn == object;
        member.seenIn = object;
      }
      if (repeated) {
        throw UnsupportedName.twice(name);
      }
      json.nextToken();
      if (member == null) {
        pass(json);
      } else {
        member.add(json);
      }
    }
  }

  private static void requireNameable(String name) throws UnsupportedName {
    if (name.indexOf('\0') >= 0 || !JsonText.isWhole(name)) {
      throw new UnsupportedName("a name has the character U+0000 or half a surrogate pair in it");
    }
  }

  /// Whether there were more names than allowed.
  boolean isJson() {
    return isJson;
  }

  private void add(JsonParser json) throws IOException, UnsupportedName {
    switch (json.currentToken()) {
      case VALUE_NULL -> {
        // Null fits every type.
      }
      case START_OBJECT -> {
        if (depth >= DEEPEST) {
          isObject = true;
          isJson = true;
          pass(json);
        } else {
          addObject(json, MOST_MEMBERS);
        }
      }
      case START_ARRAY -> addList(json);
      case VALUE_TRUE, VALUE_FALSE -> {
        hasPlain = true;
        plain.addTruth();
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        hasPlain = true;
        plain.addNumber(json.getText());
      }
      default -> {
        hasPlain = true;
        plain.addTime(json.getText());
      }
    }
  }

  private void addList(JsonParser json) throws IOException, UnsupportedName {
    isList = true;
    if (depth >= DEEPEST || (element == null && bounds.left <= 0)) {
      isJson = true;
      pass(json);
      return;
    }
    if (element == null) {
      element = new JsonProfile(bounds, depth + 1);
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      element.add(json);
    }
  }

  /// Moves the parser to the end of a value that has no profile. Its names may not repeat
  /// either.
  private static void pass(JsonParser json) throws IOException, UnsupportedName {
    Deque<Set<String>> names = new ArrayDeque<>();
    JsonToken token = json.currentToken();
    while (true) {
      if (token.isStructStart()) {
        names.push(new HashSet<>());
      } else if (token.isStructEnd()) {
        names.pop();
      } else if (token == JsonToken.FIELD_NAME && !names.element().add(json.currentName())) {
        throw UnsupportedName.twice(json.currentName());
      }
      if (names.isEmpty()) {
        return;
      }
      token = json.nextToken();
    }
  }

  ColumnType type() {
    int kinds = (isObject ? 1 : 0) + (isList ? 1 : 0) + (hasPlain ? 1 : 0);
    if (isJson || kinds > 1) {
      return Plain.JSON;
    }
    if (isList) {
      return new ColumnType.ListOf(element == null ? Plain.VARCHAR : element.type());
    }
    return isObject ? struct() : plain.type();
  }

  private ColumnType struct() {
    Set<String> names = new HashSet<>();
    Map<String, ColumnType> types = new LinkedHashMap<>();
    for (Map.Entry<String, JsonProfile> member : members.entrySet()) {
      if (member.getKey().isEmpty() || !names.add(Names.folded(member.getKey()))) {
        return Plain.JSON;
      }
      types.put(member.getKey(), member.getValue().type());
    }
    return types.isEmpty() ? Plain.JSON : new ColumnType.Struct(types);
  }

  /// A name appears twice, or is one that SQL can't have.
  static final class UnsupportedName extends Exception {
    private static final long serialVersionUID = 1;

    UnsupportedName(String message) {
      super(message);
    }

    static UnsupportedName twice(String name) {
      return new UnsupportedName("the name %s appears twice".formatted(Unreadable.shown(name)));
    }
  }
}
