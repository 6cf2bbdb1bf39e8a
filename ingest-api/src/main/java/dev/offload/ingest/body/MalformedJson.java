package dev.offload.ingest.body;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why a text can't be read as JSON, in words for whoever sent it. The parser's own words name its
/// settings and classes.
final class MalformedJson {

  /// The reason if no rule fits.
  static final String UNKNOWN = "it can't be read";

  private static final int MOST_SHOWN = 60;
  private static final String LIMIT = ".*exceeds the maximum allowed \\((\\d+).*";

  /// The first rule that fits the parser's message decides.
  private static final List<Rule> RULES =
      List.of(
          rule("Unexpected end-of-input.*", "the text ends too early"),
          rule("Trailing token.*", "there is more after the end of the JSON value"),
          rule("Document nesting depth" + LIMIT, "it may be nested at most %s levels deep"),
          rule("Number value length" + LIMIT, "a number may have at most %s characters"),
          rule("Name length" + LIMIT, "a member's name may have at most %s characters"),
          rule("String value length" + LIMIT, "a string may have at most %s characters"),
          rule("Duplicate field '(.*)'", "the member '%s' appears twice"),
          rule("(?:Unrecognized|Non-standard) token '(.*)':.*", "'%s' is not a JSON value"),
          rule("Invalid numeric value: Leading zero.*", "a number has no zeros in front"),
          rule("Malformed numeric value.*", "a number is too large"),
          rule("Unrecognized character escape '(.+)' \\(code.*", "'\\%s' is not an escape in JSON"),
          control("Illegal unquoted", "%s in a string must be escaped"),
          control("Illegal", "%s is not allowed between values"),
          rule("Unexpected close marker '(.)': no open.*", "'%s' closes nothing"),
          rule("Unexpected close marker '.': expected '(.)'.*", "'%s' must come first"),
          unexpected("expected a (?:valid )?value", "expected a value, found %s"),
          unexpected("start field name", "expected a member's name in double quotes, found %s"),
          unexpected("separate Object entries", "expected a comma or }, found %s"),
          unexpected("separate Array entries", "expected a comma or ], found %s"),
          unexpected("colon", "expected a colon, found %s"),
          unexpected("comment", "%s: JSON has no comments"),
          unexpected("hex-digit", "expected a hexadecimal digit, found %s"),
          unexpected("plus sign", "%s: a number has no plus sign"),
          unexpected("digit", "expected a digit, found %s"),
          unexpected("root-level", "%s after the end of the JSON value"),
          unexpected("", "%s is not allowed here"));

  private MalformedJson() {}

  /// The reason, without the place: the end of a sentence, in one line.
  static String reason(JsonProcessingException failure) {
    String message = failure.getOriginalMessage();
    return RULES.stream()
        .flatMap(rule -> rule.reason(message).stream())
        .findFirst()
        .orElse(UNKNOWN);
  }

  @FunctionalInterface
  private interface Rule {
    Optional<String> reason(String message);
  }

  private static Rule rule(String pattern, String reason) {
    Pattern whole = Pattern.compile(pattern, Pattern.DOTALL);
    return message ->
        Optional.of(whole.matcher(message))
            .filter(Matcher::matches)
            .map(match -> match.groupCount() == 0 ? reason : reason.formatted(shown(match)));
  }

  private static String shown(Matcher match) {
    StringBuilder shown = new StringBuilder();
    match.group(1).codePoints().limit(MOST_SHOWN).forEach(c -> shown.append(visible(c)));
    return shown + (match.group(1).length() > MOST_SHOWN ? "…" : "");
  }

  private static Rule control(String what, String reason) {
    Pattern whole = Pattern.compile(what + " character \\(\\(CTRL-CHAR, code (\\d+)\\)\\).*");
    return message ->
        Optional.of(whole.matcher(message))
            .filter(Matcher::matches)
            .map(match -> reason.formatted(visible(Integer.parseInt(match.group(1)))));
  }

  private static Rule unexpected(String complaint, String reason) {
    Pattern whole =
        Pattern.compile(
            "Unexpected character \\('(.)' \\(code [^)]*\\)\\).*" + complaint + ".*",
            Pattern.DOTALL);
    return message ->
        Optional.of(whole.matcher(message))
            .filter(Matcher::matches)
            .map(match -> reason.formatted(quoted(match.group(1).codePointAt(0))));
  }

  private static String quoted(int c) {
    String visible = visible(c);
    return visible.length() > 2 ? visible : c == '\'' ? "\"'\"" : "'" + visible + "'";
  }

  private static String visible(int c) {
    boolean isVisible =
        switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.PRIVATE_USE,
              Character.SURROGATE,
              Character.UNASSIGNED ->
              false;
          case Character.SPACE_SEPARATOR -> c == ' ';
          default -> true;
        };
    return isVisible ? Character.toString(c) : "U+%04X".formatted(c);
  }
}
