package dev.offload.ingest.strict;

import dev.offload.ingest.auth.Admits;
import dev.offload.ingest.list.QueryNames;
import dev.offload.ingest.list.ReadsWholeQuery;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.submit.IdempotencyKey;
import dev.offload.ingest.submit.TakesIdempotencyKey;
import dev.offload.schemas.ProblemCode;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Refuses a query parameter that a resource method does not declare, and one that is sent twice.
/// Refuses an idempotency key where none is taken, since the client would count on it.
class StrictCallResourceFilter {
  private static final int AFTER_THE_KEY = 5_500;
  private static final String TOKEN = "token";

  /// The parameters of methods. Empty for a method that sees to its own.
  private final Map<Method, Optional<QueryNames>> names = new ConcurrentHashMap<>();

  @ServerRequestFilter(priority = AFTER_THE_KEY)
  void check(ContainerRequestContext request, ResourceInfo resource, RoutingContext http) {
    Method method = resource.getResourceMethod();
    if (http.request().query() != null) {
      names
          .computeIfAbsent(method, StrictCallResourceFilter::declared)
          .ifPresent(known -> known.check(request.getUriInfo().getQueryParameters()));
    }
    if (request.getHeaderString(IdempotencyKey.NAME) != null
        && !method.isAnnotationPresent(TakesIdempotencyKey.class)) {
      throw ProblemException.of(
          ProblemCode.INVALID_PARAMETER,
          "The header Idempotency-Key is for POST /v1/tasks only. In a batch each line may have its"
              + " own idempotencyKey.");
    }
  }

  private static Optional<QueryNames> declared(Method method) {
    if (method.isAnnotationPresent(ReadsWholeQuery.class)) {
      return Optional.empty();
    }
    Admits tokens = method.getAnnotation(Admits.class);
    Stream<String> token = tokens != null && tokens.inQuery() ? Stream.of(TOKEN) : Stream.empty();
    Stream<String> others =
        Stream.of(method.getParameters())
            .map(parameter -> parameter.getAnnotation(QueryParam.class))
            .filter(Objects::nonNull)
            .map(QueryParam::value);
    return Optional.of(new QueryNames(Stream.concat(token, others).toList()));
  }
}
