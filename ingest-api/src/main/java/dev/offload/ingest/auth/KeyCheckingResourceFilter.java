package dev.offload.ingest.auth;

import dev.offload.ingest.cutoff.CutOff;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.ApiKey;
import dev.offload.schemas.config.Scope;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Lets a request through to its resource method if its key is known and has a scope that the
/// method [Needs].
class KeyCheckingResourceFilter {

  private static final String BEARER = "bearer ";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final KeyRing keys;
  private final Caller caller;
  private final Map<Method, Set<Scope>> needs = new ConcurrentHashMap<>();

  KeyCheckingResourceFilter(KeyRing keys, Caller caller) {
    this.keys = keys;
    this.caller = caller;
  }

  @ServerRequestFilter
  void check(ContainerRequestContext request, ResourceInfo resource, RoutingContext http)
      throws InterruptedException {
    ApiKey key = key(request);
    Set<Scope> needed = needs.computeIfAbsent(resource.getResourceMethod(), this::neededBy);
    if (needed.stream().noneMatch(key.scopes()::contains)) {
      throw ProblemException.of(
          ProblemCode.FORBIDDEN, "The API key needs the scope " + spelled(needed) + ".");
    }
    caller.is(key, open(key, http));
  }

  private OpenCall open(ApiKey key, RoutingContext http) {
    OpenCall call = new OpenCall(new CutOff(http.request()));
    http.addEndHandler(_ -> keys.close(key, call));
    if (!keys.open(key, call)) {
      throw unauthenticated("The API key is unknown.");
    }
    if (http.response().closed() || http.response().ended()) {
      // It ended before anybody would have told.
      keys.close(key, call);
    }
    return call;
  }

  private ApiKey key(ContainerRequestContext request) throws InterruptedException {
    Optional<ApiKeyToken> token = token(request.getHeaderString(HttpHeaders.AUTHORIZATION));
    if (token.isEmpty()) {
      throw unauthenticated("Send the header Authorization: Bearer off_<id>_<secret>.");
    }
    return switch (keys.authenticate(token.get())) {
      case Authentication.Known(ApiKey key) -> key;
      case Authentication.Unknown _ -> throw unauthenticated("The API key is unknown.");
      case Authentication.Undecided _ ->
          throw ProblemException.unavailable(
              "This replica does not know the API key yet, and Kafka does not answer.",
              RETRY_AFTER);
    };
  }

  private static Optional<ApiKeyToken> token(String authorization) {
    boolean isBearer =
        authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return isBearer
        ? ApiKeyToken.parse(authorization.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  private Set<Scope> neededBy(Method method) {
    Needs annotation = method.getAnnotation(Needs.class);
    if (annotation == null) {
      throw new IllegalStateException(method + " does not say which scope it needs");
    }
    return Set.of(annotation.value());
  }

  private static String spelled(Set<Scope> scopes) {
    return scopes.stream()
        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
        .sorted()
        .collect(Collectors.joining(" or "));
  }

  static ProblemException unauthenticated(String detail) {
    return ProblemException.of(ProblemCode.UNAUTHENTICATED, detail)
        .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"offload\"");
  }
}
