package dev.offload.email.letter;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.Variant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;

/// The parsed templates of a mail's subject and parts. They are written by a client, and made
/// harmless.
///
/// They can use Qute's values, `{#if}`, defaults and comments. There are no loops, inclusions
/// or reflection, so rendering takes time and memory in proportion to template and values. It
/// fails beyond [#MAX_RENDERED] characters.
public final class LetterTemplate {
  /// How long the templates of one mail may be in all, in characters.
  public static final int MAX_LENGTH = 64 * 1024;

  static final int MAX_SECTIONS = 200;
  static final int MAX_RENDERED = 1024 * 1024;
  static final int MAX_SUBJECT = 500;

  private static final Variant PLAIN = Variant.forContentType(Variant.TEXT_PLAIN);
  private static final Variant HTML = Variant.forContentType(Variant.TEXT_HTML);
  private static final Engine ENGINE =
      Engine.builder()
          .strictRendering(true)
          .removeStandaloneLines(true)
          .addSectionHelper(new Conditions())
          .addValueResolvers(
              new MemberResolver(),
              new DefaultResolver(),
              new ChoiceResolver(),
              new ComparisonResolver())
          .addResultMapper(new PlainValues())
          .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
          .build();

  private final Template subject;
  private final Template text;
  private final Template html;

  private LetterTemplate(Template subject, Template text, Template html) {
    this.subject = subject;
    this.text = text;
    this.html = html;
  }

  /// The templates of a mailing. One of `text` and `html` may be null.
  public static LetterTemplate parse(String subject, String text, String html)
      throws UnfitTemplate {
    return parse(subject, text, html, Names.ofMailing(Set.of()));
  }

  /// One of `text` and `html` may be null.
  public static LetterTemplate parse(String subject, String text, String html, Names names)
      throws UnfitTemplate {
    int length = subject.length() + length(text) + length(html);
    if (length > MAX_LENGTH) {
      throw new UnfitTemplate(
          "the templates have %d characters in all, but at most %d are allowed"
              .formatted(length, MAX_LENGTH));
    }
    return new LetterTemplate(
        parse("subject", subject, PLAIN, names),
        parse("text", text, PLAIN, names),
        parse("html", html, HTML, names));
  }

  /// The mail for one recipient. The values are strings, numbers, booleans, and lists and maps
  /// of these.
  public Letter render(Map<String, Object> values) throws Unrenderable {
    String line = render(subject, values);
    if (line.chars().anyMatch(Character::isISOControl)) {
      throw new Unrenderable("subject: must be one line without control characters");
    }
    if (line.length() > MAX_SUBJECT) {
      throw new Unrenderable("subject: must have at most %d characters".formatted(MAX_SUBJECT));
    }
    return new Letter(line, render(text, values), render(html, values));
  }

  private static int length(String template) {
    return template == null ? 0 : template.length();
  }

  private static Template parse(String part, String template, Variant variant, Names names)
      throws UnfitTemplate {
    if (template == null) {
      return null;
    }
    // Sections inside sections are rendered by recursion.
    int sections = template.split("\\{#", -1).length - 1;
    if (sections > MAX_SECTIONS) {
      throw new UnfitTemplate(
          "%s: has %d sections, but at most %d are allowed"
              .formatted(part, sections, MAX_SECTIONS));
    }
    Comments.check(part, template);
    ForeignMarks.refuse(part, template, names);
    Syntax.check(part, template, names);
    try {
      Template parsed = ENGINE.parse(template, variant, part);
      Syntax.checkMethods(parsed);
      return parsed;
    } catch (TemplateException e) {
      throw new UnfitTemplate(TemplateErrors.of(part, e));
    }
  }

  private static String render(Template template, Map<String, Object> values) throws Unrenderable {
    if (template == null) {
      return null;
    }
    BoundedText rendered = new BoundedText(MAX_RENDERED);
    try {
      template
          .instance()
          .data(new Root(values))
          .consume(rendered::append)
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw unrenderable(template.getId(), e.getCause(), rendered);
    } catch (TemplateException e) {
      throw unrenderable(template.getId(), e, rendered);
    }
    if (rendered.isTooLong()) {
      throw tooLong(template.getId());
    }
    return rendered.toString();
  }

  private static Unrenderable unrenderable(String part, Throwable cause, BoundedText rendered) {
    if (rendered.isTooLong()) {
      return tooLong(part);
    }
    return cause instanceof TemplateException e
        ? new Unrenderable(TemplateErrors.of(part, e))
        : new Unrenderable(part + ": could not be rendered");
  }

  private static Unrenderable tooLong(String part) {
    return new Unrenderable("%s: would have more than %d characters".formatted(part, MAX_RENDERED));
  }
}
