package dev.offload.email.letter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The marks of other template languages, which would be sent as they are: `{{name}}`, `{ name
/// }`, `{% if … %}`, `${name}`, `*|NAME|*`, `<%= name %>`.
final class ForeignMarks {
  /// Comments and verbatim text are skipped. Whatever a named group matches is foreign.
  private static final Pattern MARKS =
      Pattern.compile(
          "\\{!.*?!}|\\{\\|.*?\\|}|\\\\\\{|(?<twice>\\{\\{)|(?<percent>\\{%)"
              + "|(?<spaced>\\{\\s+(?:(?:name|email|data\\.[^\\s{}:;?]+)\\s*[?}]|[#/](?:if|else)\\b))"
              + "|(?<other>\\$\\{(?:name|email)}|\\*\\|[A-Za-z0-9_:]+\\|\\*|<%[=-]?\\s)",
          Pattern.DOTALL);

  private ForeignMarks() {}

  static void refuse(String part, String template) throws UnfitTemplate {
    Matcher marks = MARKS.matcher(template);
    while (marks.find()) {
      String advice = advice(marks);
      if (advice != null) {
        throw new UnfitTemplate(
            "%s, line %d: %s; a brace that is meant to be seen is \\{"
                .formatted(part, line(template, marks.start()), advice));
      }
    }
  }

  private static String advice(Matcher marks) {
    if (marks.group("twice") != null) {
      return "{{ would be sent as it is written; a value is {name}, with single braces";
    }
    if (marks.group("percent") != null) {
      return "{% would be sent as it is written; a condition is {#if data.paid}…{/if}";
    }
    if (marks.group("other") != null) {
      return "%s would be sent as it is written; a value is {name}, with braces alone"
          .formatted(marks.group("other").strip());
    }
    return marks.group("spaced") == null
        ? null
        : "%s would be sent as it is written; a value has no space after its brace"
            .formatted(marks.group("spaced").strip());
  }

  private static long line(String template, int end) {
    return 1 + template.substring(0, end).chars().filter(c -> c == '\n').count();
  }
}
