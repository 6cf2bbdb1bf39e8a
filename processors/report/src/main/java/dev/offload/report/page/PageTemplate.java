package dev.offload.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/// The page's template. It is part of this module, so it may read records by reflection. Its
/// output is escaped.
final class PageTemplate {
  private static final String TEXT_HTML = "text/html";
  private static final Template TEMPLATE = parse();

  private PageTemplate() {}

  static String render(PageView view) {
    return TEMPLATE.data("page", view).render();
  }

  private static Template parse() {
    Engine engine =
        Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of(TEXT_HTML)))
            .build();
    return engine.parse(source(), new Variant(Locale.ROOT, TEXT_HTML, "UTF-8"), "report.html");
  }

  private static String source() {
    try (InputStream in = PageTemplate.class.getResourceAsStream("report.html")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
