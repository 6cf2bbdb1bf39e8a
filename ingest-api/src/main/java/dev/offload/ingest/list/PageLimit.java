package dev.offload.ingest.list;

import dev.offload.ingest.QueryText;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The query parameter `limit`: how many items of a list a client wants at once, 1 to 200.
public final class PageLimit {

  public static final int MAX = 200;
  public static final int DEFAULT = 50;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}");

  private PageLimit() {}

  /// The limit in a query; without one the default.
  ///
  /// @throws ProblemException `invalid-parameter`
  public static int in(Map<String, List<String>> query) {
    return parse(QueryText.of(query, "limit"));
  }

  private static int parse(String text) {
    if (text == null) {
      return DEFAULT;
    }
    int limit = DIGITS.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MAX) {
      throw ProblemException.of(
          ProblemCode.INVALID_PARAMETER, "limit must be an integer from 1 to " + MAX + ".");
    }
    return limit;
  }
}
