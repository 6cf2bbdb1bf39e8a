package dev.offload.email.letter;

import io.quarkus.qute.Expression;
import io.quarkus.qute.Template;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What may stand between braces. The template engine takes more: it reads anything as names and
/// methods, finds no such thing, and then a default, a choice or a condition hides that.
final class Syntax {
  private static final String NAME = "[^\\s.\\[\\](){}'\"?:=<>!&|,;+*%]+";
  private static final String TEXT = "'[^']*'|\"[^\"]*\"";
  private static final String PATH =
      "(?<first>%s)(?<members>(?:[.]%s|\\[(?:%s|[0-9]+)]){0,20})".formatted(NAME, NAME, TEXT);
  private static final String NUMBER = "[-+]?[0-9]{1,50}(?:[.][0-9]{1,50})?";
  private static final String LITERAL = "%s|%s|true|false".formatted(TEXT, NUMBER);
  private static final String VALUE =
      "(?:%s|%s)".formatted(LITERAL, PATH.replaceAll("\\?<\\w+>", "?:"));
  private static final String SIGN = "(?:==|eq|is|!=|ne|>|gt|>=|ge|<|lt|<=|le)";

  /// An operand of a condition.
  static final Pattern OPERAND = Pattern.compile("(?:null|%s)".formatted(VALUE));

  private static final Pattern CONSTANT = Pattern.compile("null|" + LITERAL);
  private static final Pattern VALUE_PATH = Pattern.compile(PATH);

  private static final Pattern EXPRESSION =
      Pattern.compile(
          "(?<value>%s)(?:(?: +(?:[?]:|or) +%s){0,20}|(?: +%s +%s)? +[?] +%s +: +%s) *"
              .formatted(PATH, VALUE, SIGN, VALUE, VALUE, VALUE));
  private static final Pattern OTHERS =
      Pattern.compile("(?<!\\S)(?:%s|null)(?!\\S)".formatted(VALUE));
  private static final Set<String> SIGNS = Set.of("?:", "or", "?", ":");
  private static final Set<String> WORDS =
      Set.of("or", "eq", "is", "ne", "gt", "ge", "lt", "le", "null", "true", "false");

  /// The template engine takes this for a parameter with a name.
  private static final Pattern NEGATED = Pattern.compile("!\\([^()]*=");

  private static final Pattern TAG =
      Pattern.compile(
          "\\{(?:#(?:else\\s+)?if\\s(?<condition>[^{}]*)|(?<expression>[\\p{L}\\p{Nd}_][^{}]*))}");

  private Syntax() {}

  static void check(String part, String template, Names names) throws UnfitTemplate {
    String visible = Visible.of(template);
    Matcher tags = TAG.matcher(visible);
    while (tags.find()) {
      try {
        if (tags.group("condition") == null) {
          checkExpression(tags.group("expression"), names);
        } else if (NEGATED.matcher(tags.group("condition")).find()) {
          throw new IllegalArgumentException(
              "a ! can't be before brackets with a comparison; write the opposite comparison");
        } else {
          ConditionParser.parse(tags.group("condition"), operand -> checkValue(operand, names));
        }
      } catch (IllegalArgumentException e) {
        throw new UnfitTemplate(
            "%s, line %d: %s".formatted(part, Visible.line(visible, tags.start()), e.getMessage()));
      }
    }
  }

  /// Whether a value is the same for all recipients.
  private static boolean isConstant(String value) {
    return CONSTANT.matcher(value).matches();
  }

  /// Whether there are only values and signs, in whatever way the engine has split the template.
  ///
  /// @throws TemplateException if there are others
  static void checkMethods(Template template) {
    for (Expression expression : template.getExpressions()) {
      boolean known =
          expression.getParts().stream()
              .filter(Expression.Part::isVirtualMethod)
              .allMatch(
                  part ->
                      SIGNS.contains(part.getName()) || Comparison.of(part.getName()).isPresent());
      if (!known || expression.hasNamespace()) {
        throw TemplateErrors.error("there are no methods and namespaces", expression.getOrigin());
      }
    }
  }

  private static void checkExpression(String expression, Names names) {
    Matcher parts = EXPRESSION.matcher(expression);
    if (!parts.matches() || isConstant(parts.group("value"))) {
      throw new IllegalArgumentException(
          ("{%s} can't be read: in braces there is a value, a default such as {data.a ?: 'b'}, or"
                  + " a choice such as {data.a == 1 ? 'b' : 'c'}; a brace that is meant to be seen"
                  + " is \\{")
              .formatted(shortened(expression)));
    }
    Matcher values = OTHERS.matcher(expression);
    while (values.find()) {
      if (!WORDS.contains(values.group())) {
        checkValue(values.group(), names);
      }
    }
  }

  private static void checkValue(String value, Names names) {
    Matcher path = VALUE_PATH.matcher(value);
    if (isConstant(value) || !path.matches()) {
      return;
    }
    String first = path.group("first");
    boolean hasMembers = !path.group("members").isEmpty();
    if (!names.values().contains(first) || (hasMembers && !first.equals("data"))) {
      throw new IllegalArgumentException(
          "there is no value %s; a recipient has name, email and members of data, such as data.no"
              .formatted(shortened(value)));
    }
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
