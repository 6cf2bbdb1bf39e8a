package dev.offload.ingest.auth;

import dev.offload.ingest.cutoff.CutOff;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.ApiKey;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Lets a request through to its resource method if its key is known and has a scope that the
/// method [Needs], or if its token is one that the method [Admits].
class KeyCheckingResourceFilter {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final String CHALLENGE = "Bearer realm=\"offload\"";

  private final KeyRing keys;
  private final Caller caller;
  private final TokenSpelling spelling;
  private final InstantSource clock;
  private final Map<Method, CallRule> rules = new ConcurrentHashMap<>();

  KeyCheckingResourceFilter(
      KeyRing keys, Caller caller, TokenSpelling spelling, InstantSource clock) {
    this.keys = keys;
    this.caller = caller;
    this.spelling = spelling;
    this.clock = clock;
  }

  @ServerRequestFilter
  void check(ContainerRequestContext request, ResourceInfo resource, RoutingContext http)
      throws InterruptedException {
    CallRule rule = rules.computeIfAbsent(resource.getResourceMethod(), CallRule::of);
    Optional<Credential> sent =
        Credential.of(
            request.getHeaderString(HttpHeaders.AUTHORIZATION),
            inQuery(request, http),
            rule.takesTokensInQuery());
    switch (sent.orElseThrow(KeyCheckingResourceFilter::nothingSent)) {
      case Credential.Key(ApiKeyToken token) -> {
        ApiKey key = known(keys.authenticate(token), unauthenticated("The API key is unknown."));
        if (!rule.admits(key)) {
          throw ProblemException.of(
              ProblemCode.FORBIDDEN, "The API key needs the scope " + rule.spelledScopes() + ".");
        }
        caller.is(key, open(key, http));
      }
      case Credential.AToken(String text) -> {
        ApiKey key = keyOf(text);
        Token token = valid(spelling.read(text, key, clock.instant()));
        if (!rule.admits(token.grant(), request.getUriInfo().getPathParameters().getFirst("id"))) {
          throw ProblemException.of(
              ProblemCode.FORBIDDEN,
              "The token is for %s only.".formatted(token.grant().spelled()));
        }
        caller.is(token, key, open(key, http));
      }
    }
  }

  /// The query is read only where it may have a token: a call that has no use for it does not
  /// look at the rest.
  private static List<String> inQuery(ContainerRequestContext request, RoutingContext http) {
    String query = http.request().query();
    return query == null || !query.contains("token")
        ? List.of()
        : request.getUriInfo().getQueryParameters().getOrDefault("token", List.of());
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

  /// The key that a token says it was given by. Whether that is true, its signature says.
  private ApiKey keyOf(String token) throws InterruptedException {
    String id = TokenSpelling.keyId(token).orElseThrow(KeyCheckingResourceFilter::wrongToken);
    return known(keys.lookUp(id), wrongToken());
  }

  private static ApiKey known(Authentication found, ProblemException otherwise) {
    return switch (found) {
      case Authentication.Known(ApiKey key) -> key;
      case Authentication.Unknown _ -> throw otherwise;
      case Authentication.Undecided _ ->
          throw ProblemException.unavailable(
              "This replica does not know the API key yet, and Kafka does not answer.",
              RETRY_AFTER);
    };
  }

  private static Token valid(ParsedToken reading) {
    return switch (reading) {
      case ParsedToken.Valid(Token token) -> token;
      case ParsedToken.Expired _ -> throw refused("The token has expired. Ask for a new one.");
      case ParsedToken.Wrong _ -> throw wrongToken();
    };
  }

  private static ProblemException wrongToken() {
    return refused("The token is not valid, or the API key that gave it was deleted.");
  }

  /// As RFC 6750 wants it, section 3.
  private static ProblemException refused(String detail) {
    return ProblemException.of(ProblemCode.UNAUTHENTICATED, detail)
        .with(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"invalid_token\"");
  }

  private static ProblemException nothingSent() {
    return unauthenticated("Send the header Authorization: Bearer off_<id>_<secret>.");
  }

  static ProblemException unauthenticated(String detail) {
    return ProblemException.of(ProblemCode.UNAUTHENTICATED, detail)
        .with(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
  }
}
