package dev.offload.report.ask;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.protocol.Job;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A question without SQL: rows of one source, grouped, measured, filtered and sorted. It
/// becomes a query whose names are quoted and whose values are bound.
///
/// @param from the name of a source
/// @param groupBy the columns by which rows are grouped; the answer begins with them
/// @param measures what is calculated for each group, or for all rows if there are none
/// @param filter all of these must hold
/// @param limit how many rows the answer has at most; null if there is no limit
public record Ask(
    String from,
    List<String> groupBy,
    List<Measure> measures,
    List<Condition> filter,
    List<Sort> sort,
    Long limit) {
  public static final int MOST = 50;

  public Ask {
    groupBy = groupBy == null ? List.of() : List.copyOf(groupBy);
    measures = measures == null ? List.of() : List.copyOf(measures);
    filter = filter == null ? List.of() : List.copyOf(filter);
    sort = sort == null ? List.of() : List.copyOf(sort);
    require(from != null && !from.isBlank(), "ask.from is missing");
    requireFew("groupBy", groupBy);
    requireFew("measures", measures);
    requireFew("filter", filter);
    requireFew("sort", sort);
    groupBy.forEach(column -> requireName("ask.groupBy", column));
    require(limit == null || limit >= 1, "ask.limit must be 1 or more, was %d".formatted(limit));
    List<String> names = names(groupBy, measures);
    require(
        names.stream().distinct().count() == names.size(),
        "ask: two columns of the answer have the same name, of %s".formatted(names));
    for (Sort by : sort) {
      require(
          names.isEmpty() || names.contains(by.by()),
          "ask.sort names %s, but the answer has only %s".formatted(by.by(), names));
    }
  }

  /// A column of the answer to sort by.
  public record Sort(String by, boolean descending) {
    public Sort {
      requireName("ask.sort.by", by);
    }
  }

  /// The same as SQL.
  public Job.Query query() {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    List<String> names = names(groupBy, measures);
    List<String> selected = new ArrayList<>(groupBy.stream().map(Ask::quoted).toList());
    measures.forEach(measure -> selected.add(measure.sql()));
    StringBuilder sql =
        new StringBuilder("SELECT %s\nFROM %s".formatted(list(selected, "*"), quoted(from)));
    List<String> conditions = filter.stream().map(each -> each.sql(values)).toList();
    if (!conditions.isEmpty()) {
      sql.append("\nWHERE ").append(String.join("\n  AND ", conditions));
    }
    if (!groupBy.isEmpty()) {
      sql.append("\nGROUP BY ").append(list(groupBy.stream().map(Ask::quoted).toList(), ""));
    }
    if (!sort.isEmpty()) {
      sql.append("\nORDER BY ")
          .append(list(sort.stream().map(by -> order(by, names)).toList(), ""));
    }
    if (limit != null) {
      sql.append("\nLIMIT ").append(limit);
    }
    return new Job.Query(sql.toString(), values);
  }

  /// By its place in the answer, which is clear even if the source has a column of that name.
  private static String order(Sort by, List<String> names) {
    String column = names.isEmpty() ? quoted(by.by) : Integer.toString(names.indexOf(by.by) + 1);
    return column + (by.descending ? " DESC" : "") + " NULLS LAST";
  }

  /// The names of the answer's columns; none if it has those of the source.
  private static List<String> names(List<String> groupBy, List<Measure> measures) {
    List<String> names = new ArrayList<>(groupBy);
    measures.forEach(measure -> names.add(measure.name()));
    return names;
  }

  private static String list(List<String> parts, String none) {
    return parts.isEmpty() ? none : String.join(", ", parts);
  }

  /// A name, which stays a name whatever characters it has.
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static void requireName(String member, String name) {
    require(
        name != null && !name.isBlank() && name.length() <= 500 && name.indexOf('\0') < 0,
        "%s must be the name of a column, of at most 500 characters".formatted(member));
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static void requireFew(String member, List<?> values) {
    require(values.size() <= MOST, "ask.%s has more than %d members".formatted(member, MOST));
  }
}
