package dev.offload.ingest.auth;

import dev.offload.schemas.config.ApiKey;
import dev.offload.schemas.config.Scope;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The callers that a resource method admits, as its annotations say.
record CallRule(Set<Scope> scopes, Optional<Admits> tokens) {

  static CallRule of(Method method) {
    Needs needs = method.getAnnotation(Needs.class);
    if (needs == null) {
      throw new IllegalStateException(method + " does not say which scope it needs");
    }
    return new CallRule(
        Set.of(needs.value()), Optional.ofNullable(method.getAnnotation(Admits.class)));
  }

  boolean admits(ApiKey key) {
    return scopes.stream().anyMatch(key.scopes()::contains);
  }

  /// @param id what the path names; null if it names nothing
  boolean admits(Grant grant, String id) {
    return tokens.stream()
        .flatMap(admitted -> Stream.of(admitted.value()))
        .anyMatch(use -> grant.allows(use, id));
  }

  boolean takesTokensInQuery() {
    return tokens.filter(Admits::inQuery).isPresent();
  }

  String spelledScopes() {
    return scopes.stream()
        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
        .sorted()
        .collect(Collectors.joining(" or "));
  }
}
