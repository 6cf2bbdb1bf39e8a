package dev.offload.ingest.auth;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.ApiKey;
import dev.offload.schemas.config.Scope;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The sender of the request that is being answered.
@RequestScoped
public class Caller {

  private ApiKey key;
  private Optional<Token> token = Optional.empty();
  private OpenCall call;

  void is(ApiKey key, OpenCall call) {
    this.key = key;
    this.call = call;
  }

  /// @param key the one that gave the token
  void is(Token token, ApiKey key, OpenCall call) {
    this.token = Optional.of(token);
    is(key, call);
  }

  /// The tenant that the request is for.
  public String tenant() {
    return token.map(Token::tenant).orElseGet(key::tenant);
  }

  /// What the request is restricted to, if it came with a token.
  public Optional<Grant> grant() {
    return token.map(Token::grant);
  }

  /// When the caller's token expires. Empty for a key.
  public Optional<Instant> expiresAt() {
    return token.map(Token::expiresAt);
  }

  ApiKey key() {
    return key;
  }

  /// The request itself, which ends when its key is deleted.
  public OpenCall call() {
    return call;
  }

  /// A token has none of its key's scopes.
  public Set<Scope> scopes() {
    return token.isPresent() ? Set.of() : key.scopes();
  }

  /// `admin` covers `queues`.
  public boolean has(Scope scope) {
    return scopes().contains(scope) || (scope == Scope.QUEUES && scopes().contains(Scope.ADMIN));
  }

  /// @throws ProblemException `forbidden` if the caller does not have it
  public void require(Scope scope) {
    if (!has(scope)) {
      throw ProblemException.of(
          ProblemCode.FORBIDDEN,
          "The API key needs the scope %s.".formatted(scope.name().toLowerCase(Locale.ROOT)));
    }
  }
}
