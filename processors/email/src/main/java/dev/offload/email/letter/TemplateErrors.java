package dev.offload.email.letter;

import io.quarkus.qute.ParserError;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateNode.Origin;
import java.util.regex.Pattern;

/// Says what is wrong with a template and where.
final class TemplateErrors {
  private static final int LONGEST = 300;

  /// How the template engine tells the place.
  private static final Pattern ITS_PLACE =
      Pattern.compile("^(Parser|Rendering) error in template \\[[^\\]]*]( line \\d+)?: ");

  private TemplateErrors() {}

  static String of(String part, TemplateException e) {
    String where =
        e.getOrigin() == null ? part : "%s, line %d".formatted(part, e.getOrigin().getLine());
    String hint =
        e.getCode() == ParserError.NO_SECTION_HELPER_FOUND
            ? " (the only section here is {#if})"
            : "";
    return where + ": " + firstLine(e.getMessage()) + hint;
  }

  /// An error at a place of the template.
  static TemplateException error(String message, Origin place) {
    return TemplateException.builder()
        .message("{message}")
        .argument("message", message)
        .origin(place)
        .build();
  }

  private static String firstLine(String message) {
    String line = message == null ? "cannot be read" : message.lines().findFirst().orElse("");
    line = ITS_PLACE.matcher(line).replaceFirst("");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
