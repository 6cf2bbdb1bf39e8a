package dev.offload.ingest.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The methods of each path, for the header `Allow` of a 405 (RFC 9110, section 15.5.6), which the
/// framework does not send.
@ApplicationScoped
class AllowedMethods {

  private record Entry(Pattern path, String method) {}

  private final List<Entry> entries = new ArrayList<>();

  AllowedMethods(BeanManager beans) {
    for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
      Path root = bean.getBeanClass().getAnnotation(Path.class);
      if (root != null) {
        for (Method method : bean.getBeanClass().getMethods()) {
          add(root.value(), method);
        }
      }
    }
  }

  /// The methods at `path`, separated by commas.
  String at(String path) {
    TreeSet<String> methods = new TreeSet<>();
    for (Entry entry : entries) {
      if (entry.path().matcher(path).matches()) {
        methods.add(entry.method());
      }
    }
    return String.join(", ", methods);
  }

  private void add(String root, Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (http != null) {
        Path sub = method.getAnnotation(Path.class);
        entries.add(new Entry(pattern(root + (sub == null ? "" : sub.value())), http.value()));
      }
    }
  }

  private static Pattern pattern(String template) {
    return Pattern.compile(template.replaceAll("\\{[^/]+}", "[^/]+") + "/?");
  }
}
