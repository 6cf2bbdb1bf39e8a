package dev.offload.ingest.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Gives tokens in the name of the caller's key.
@ApplicationScoped
public class TokenGiver {
  /// The bounds of a token's life.
  public static final Duration SHORTEST = Duration.ofSeconds(1);

  public static final Duration LONGEST = Duration.ofHours(24);
  public static final Duration DEFAULT = Duration.ofHours(1);

  private final Caller caller;
  private final TokenSpelling spelling;
  private final InstantSource clock;

  TokenGiver(Caller caller, TokenSpelling spelling, InstantSource clock) {
    this.caller = caller;
    this.spelling = spelling;
    this.clock = clock;
  }

  /// A token as it is shown once: not for logs.
  public record Given(String token, Instant expiresAt) {
    @Override
    public String toString() {
      return "a token until " + expiresAt;
    }
  }

  /// A token that lasts at least for `lifetime`, and then to the end of the second.
  public Given give(Grant grant, Duration lifetime) {
    return give(caller.tenant(), grant, lifetime);
  }

  /// The same for things of `tenant`, which the caller has to be allowed to act for.
  public Given give(String tenant, Grant grant, Duration lifetime) {
    Instant end = clock.instant().plus(lifetime);
    Instant second = end.truncatedTo(ChronoUnit.SECONDS);
    Instant expiresAt = second.equals(end) ? second : second.plusSeconds(1);
    Token token = new Token(caller.key().id(), tenant, grant, expiresAt);
    return new Given(spelling.write(token, caller.key()), expiresAt);
  }
}
