package dev.offload.email.letter;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The role of an operand in a condition, which decides how a text is read. All cells of a
/// list are texts, but `false` and `0` must count as in JSON.
enum Role {
  /// It stands alone, as in `{#if data.paid}`.
  TRUTH,
  /// It is compared with `true` or `false`.
  BOOLEAN,
  /// It is compared by order with something else.
  ORDER,
  /// It is compared with a number.
  NUMBER,
  /// It is compared with something else.
  VALUE;

  private static final Set<String> EQUALITIES = Set.of("==", "eq", "is", "!=", "ne");
  private static final Set<String> ORDERS = Set.of(">", "gt", ">=", "ge", "<", "lt", "<=", "le");
  private static final Pattern FIGURE = Pattern.compile("[-+]?[0-9]{1,50}([.][0-9]{1,50})?");
  private static final Pattern TOKEN = Pattern.compile("'[^']*'|\"[^\"]*\"|[()]|[^\\s()]+");

  /// The value as an operand of this role.
  Object read(Object value) {
    if (!(value instanceof String text)) {
      return value;
    }
    String word = text.strip().toLowerCase(Locale.ROOT);
    return switch (this) {
      case TRUTH -> !(word.isEmpty() || word.equals("false") || word.equals("0"));
      case BOOLEAN ->
          switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> text;
          };
      case ORDER -> isFigure(word) ? new BigDecimal(word) : text;
      case NUMBER -> isFigure(word) ? new BigDecimal(word) : null; // equal to no number
      case VALUE -> text;
    };
  }

  private static boolean isFigure(String text) {
    return FIGURE.matcher(text).matches();
  }

  /// The roles of a condition's operands, by their text. An operand that is there twice has
  /// the role that changes its text least.
  static Map<String, Role> of(Collection<String> condition) {
    List<String> tokens =
        TOKEN.matcher(String.join(" ", condition)).results().map(MatchResult::group).toList();
    Map<String, Role> roles = new HashMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      String operand = tokens.get(i).replaceFirst("^!", "");
      Role role = max(beside(tokens, i - 1), beside(tokens, i + 1));
      roles.merge(operand, role, Role::max);
    }
    return roles;
  }

  /// The role of an operand next to the token at `place`.
  private static Role beside(List<String> tokens, int place) {
    String sign = token(tokens, place);
    boolean orders = ORDERS.contains(sign);
    if (!orders && !EQUALITIES.contains(sign)) {
      return TRUTH;
    }
    List<String> operands = List.of(token(tokens, place - 1), token(tokens, place + 1));
    if (operands.contains("true") || operands.contains("false")) {
      return BOOLEAN;
    }
    if (operands.stream().anyMatch(Role::isFigure)) {
      return NUMBER;
    }
    return orders ? ORDER : VALUE;
  }

  private static String token(List<String> tokens, int place) {
    return place >= 0 && place < tokens.size() ? tokens.get(place) : "";
  }

  static Role max(Role one, Role other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
