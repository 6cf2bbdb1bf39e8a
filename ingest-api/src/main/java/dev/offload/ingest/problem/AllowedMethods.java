package dev.offload.ingest.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The methods of each path, for the header `Allow` (RFC 9110, section 10.2.1). The framework's own
/// has those of all paths of a class, in the answer to `OPTIONS` only.
@ApplicationScoped
class AllowedMethods {

  private static final Pattern PARAMETER = Pattern.compile("\\{[^/]+}");

  private record Entry(Pattern path, Set<String> methods) {}

  private final List<Entry> entries;

  AllowedMethods(BeanManager beans) {
    Map<String, Set<String>> methods = new HashMap<>();
    for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
      Path root = bean.getBeanClass().getAnnotation(Path.class);
      if (root != null) {
        for (Method method : bean.getBeanClass().getMethods()) {
          add(root.value(), method, methods);
        }
      }
    }
    // Fewer parameters first: /v1/tasks/batch is a path of its own, no task.
    entries =
        methods.keySet().stream()
            .sorted(Comparator.comparingLong(AllowedMethods::parameters))
            .map(template -> new Entry(pattern(template), methods.get(template)))
            .toList();
  }

  /// The methods at `path`, in order; empty if there is nothing.
  Set<String> at(String path) {
    return entries.stream()
        .filter(entry -> entry.path().matcher(path).matches())
        .map(Entry::methods)
        .findFirst()
        .orElse(Set.of());
  }

  private static void add(String root, Method method, Map<String, Set<String>> methods) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (http != null) {
        Path sub = method.getAnnotation(Path.class);
        Set<String> here =
            methods.computeIfAbsent(
                root + (sub == null ? "" : sub.value()),
                _ -> new TreeSet<>(Set.of(HttpMethod.OPTIONS)));
        here.add(http.value());
        if (http.value().equals(HttpMethod.GET)) {
          here.add(HttpMethod.HEAD);
        }
      }
    }
  }

  private static Pattern pattern(String template) {
    return Pattern.compile(PARAMETER.matcher(template).replaceAll("[^/]+"));
  }

  private static long parameters(String template) {
    return PARAMETER.matcher(template).results().count();
  }
}
