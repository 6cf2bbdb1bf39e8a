package dev.offload.email.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Parses conditions: `!` binds first, then comparisons, then `&&`, then `||`.
final class ConditionParser {
  private static final int DEEPEST = 20;
  private static final Set<String> AND = Set.of("&&", "and");
  private static final Set<String> OR = Set.of("||", "or");
  private static final String END = "";
  private static final Pattern TOKEN =
      Pattern.compile("[()]|!(?!=)|%s(?=[\\s)]|$)|[^\\s()]+".formatted(Syntax.OPERAND.pattern()));

  private final List<String> tokens;
  private final Consumer<String> operands;
  private int next;
  private int depth;

  private ConditionParser(List<String> tokens, Consumer<String> operands) {
    this.tokens = tokens;
    this.operands = operands;
  }

  /// Tells `operands` the text of each value.
  ///
  /// @throws IllegalArgumentException if the text is not a condition; the message says why
  static Condition parse(String text, Consumer<String> operands) {
    List<String> tokens = TOKEN.matcher(text).results().map(MatchResult::group).toList();
    ConditionParser parser = new ConditionParser(tokens, operands);
    Condition condition = parser.any();
    if (!parser.token().equals(END)) {
      throw new IllegalArgumentException(
          "%s is not expected in a condition".formatted(parser.token()));
    }
    return condition;
  }

  private Condition any() {
    List<Condition> conditions = new ArrayList<>(List.of(all()));
    while (OR.contains(token())) {
      next++;
      conditions.add(all());
    }
    return conditions.size() == 1 ? conditions.getFirst() : new Condition.Any(conditions);
  }

  private Condition all() {
    List<Condition> conditions = new ArrayList<>(List.of(one()));
    while (AND.contains(token())) {
      next++;
      conditions.add(one());
    }
    return conditions.size() == 1 ? conditions.getFirst() : new Condition.All(conditions);
  }

  private Condition one() {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException(
          "a condition may have at most %d brackets and ! inside each other".formatted(DEEPEST));
    }
    Condition condition =
        switch (token()) {
          case "!" -> {
            next++;
            yield new Condition.Not(negated());
          }
          case "(" -> inBrackets();
          default -> compared();
        };
    depth--;
    return condition;
  }

  /// What a `!` applies to: brackets or one value.
  private Condition negated() {
    return token().equals("(") || token().equals("!") ? one() : new Condition.Truth(operand());
  }

  private Condition inBrackets() {
    next++;
    Condition condition = any();
    if (!token().equals(")")) {
      throw new IllegalArgumentException("a bracket of a condition is not closed");
    }
    next++;
    return condition;
  }

  private Condition compared() {
    String left = operand();
    Optional<Comparison> comparison = Comparison.of(token());
    if (comparison.isEmpty()) {
      return new Condition.Truth(left);
    }
    next++;
    return new Condition.Compared(left, comparison.get(), operand());
  }

  private String operand() {
    String operand = token();
    if (!Syntax.OPERAND.matcher(operand).matches()) {
      throw new IllegalArgumentException(
          operand.equals(END)
              ? "a condition ends where a value is expected"
              : "%s is not a value; an operator such as == needs a space on both sides"
                  .formatted(operand));
    }
    next++;
    operands.accept(operand);
    return operand;
  }

  private String token() {
    return next < tokens.size() ? tokens.get(next) : END;
  }
}
