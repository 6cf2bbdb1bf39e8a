package dev.offload.email.letter;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The marks of other template languages, which would be sent as they are: `{{name}}`, `{ name }`,
/// `{% if … %}`, `${name}`, `*|NAME|*`, `<%= name %>`, `[First Name]`.
final class ForeignMarks {
  private static final String PATH = "[\\p{L}_][\\p{L}\\p{N}_.-]*+(?:\\[[^\\]{}]{0,60}]){0,5}+";
  private static final String OURS = "(?:name|email|data(?:[.\\[][^\\s{}:;?|]+)?)";
  private static final String LEFT = "(?:<|&lt;)";
  private static final String RIGHT = "(?:>|&gt;)";

  /// Marks that can mean nothing else, whatever is between them.
  private static final List<Mark> CLEAR =
      List.of(
          new Mark("\\{\\{", "a value is {name}, with single braces"),
          new Mark("\\{%", "a condition is {#if data.paid}…{/if}"),
          spaced("[$@]?%s\\s*}".formatted(PATH)),
          spaced("%s\\s*\\|\\s*[\\p{L}_][^{}:;]{0,100}}".formatted(PATH)),
          spaced(OURS + "\\s*[?|+=!<>(&*]"),
          spaced("(?:name|email|data):\\p{L}[\\p{L}\\p{N}_]*\\s*}"),
          spaced("[#/](?:if|else)\\b"),
          spaced("(?:if|elseif|unless)\\s+[!(]*%s[^{}:;]{0,100}}".formatted(OURS)),
          spaced("for(?:each)?\\s+[$\\p{L}_.]+\\s+(?:in|of|as)\\s[^{}:;]{0,100}}"),
          value("\\{\\$[\\p{L}_]"),
          value(
              "\\{[^\\s\\p{L}\\p{N}_{}!|'\"\\\\#/]{1,2}\\s{0,3}%s\\s{0,3}[^\\s\\p{L}\\p{N}_{}'\":;]{0,2}}"
                  .formatted(PATH)),
          value("[$#@%]!?\\{(?:name|email)(?:\\s*}|\\s+[?])"),
          value("\\*\\|[^|*\\n]{1,80}\\|\\*"),
          value("%s%%[=#@-]?\\s".formatted(LEFT)),
          value("%s%%[^%%]{1,200}%%%s".formatted(LEFT, RIGHT)),
          value("%s\\?(?:=|php\\b)".formatted(LEFT)),
          value("%s#\\s*[\\p{L}_][^#]{0,100}#%s".formatted(LEFT, RIGHT)),
          value("%s/?#(?:if|else|list|assign)\\b".formatted(LEFT)),
          value("\\[%[^%\\]]{1,200}%]"),
          value("%%%%%s%%%%".formatted(PATH)),
          value("%(?:recipient|user|contact|customer|subscriber|sender)[.][\\p{L}\\p{N}_.]+%"),
          value("(?<![\\p{L}\\p{N}#&{])#(?:if|foreach|set)\\s?\\("));

  /// Marks that are also used otherwise. Between them is the name of a value.
  private static final List<Mark> AROUND_NAMES =
      List.of(
          around("\\[\\[", "\\]\\]"),
          around("(?<![\\p{L}\\p{N}_\\]])\\[[$%@#*]?", "[$%@#*]?\\](?!\\(|\\[|\\s*\\{)"),
          around(LEFT + LEFT, RIGHT + RIGHT),
          around("(?:«|‹|&laquo;|&lsaquo;)", "(?:»|›|&raquo;|&rsaquo;)"),
          tight("%"),
          tight("\\${1,2}"),
          tight("#{1,2}"),
          tight("@{1,2}"),
          tight("__"));

  private ForeignMarks() {}

  static void refuse(String part, String template, Names names) throws UnfitTemplate {
    String visible = Visible.of(template);
    for (Mark mark : CLEAR) {
      Matcher found = mark.pattern.matcher(visible);
      if (found.find()) {
        throw refused(part, visible, found, mark);
      }
    }
    for (Mark mark : AROUND_NAMES) {
      Matcher found = mark.pattern.matcher(visible);
      while (found.find()) {
        if (names.mean(found.group("word"))) {
          throw refused(part, visible, found, mark);
        }
      }
    }
  }

  private static UnfitTemplate refused(String part, String visible, Matcher found, Mark mark) {
    return new UnfitTemplate(
        "%s, line %d: %s would be sent as it is written; %s; what is meant to be seen goes between {| and |}"
            .formatted(
                part, Visible.line(visible, found.start()), found.group().strip(), mark.advice));
  }

  private static Mark spaced(String rest) {
    return new Mark("\\{\\s++" + rest, "a value has no space after its brace");
  }

  private static Mark value(String pattern) {
    return new Mark(pattern, "a value is {name} or {data.no}, with braces alone");
  }

  private static Mark around(String before, String after) {
    return value(
        "%s\\s{0,3}(?<word>[\\p{L}_](?:[\\p{L}\\p{N}_ .:-]{0,60}?[\\p{L}\\p{N}_])?)\\s{0,3}%s"
            .formatted(before, after));
  }

  private static Mark tight(String mark) {
    return value("%1$s(?<word>[\\p{L}][\\p{L}\\p{N}_.-]{0,60}?)%1$s".formatted(mark));
  }

  private record Mark(Pattern pattern, String advice) {
    Mark(String pattern, String advice) {
      this(Pattern.compile(pattern), advice);
    }
  }
}
