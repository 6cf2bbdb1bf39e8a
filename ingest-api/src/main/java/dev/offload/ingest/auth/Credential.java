package dev.offload.ingest.auth;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import java.util.List;
import java.util.Optional;

/// What a request sends to show who it comes from.
sealed interface Credential {
  String BEARER = "bearer ";

  record Key(ApiKeyToken token) implements Credential {}

  /// @param text has the form of a token
  record AToken(String text) implements Credential {}

  /// Empty if there is none that could be one.
  ///
  /// @param authorization the header; null if there is none
  /// @param inQuery the values of `?token=`
  /// @param isQueryRead whether this call takes a token in its query
  /// @throws ProblemException `invalid-parameter` for a token at the wrong place
  static Optional<Credential> of(String authorization, List<String> inQuery, boolean isQueryRead) {
    if (inQuery.isEmpty()) {
      return bearer(authorization);
    }
    if (!isQueryRead) {
      throw refused(
          "?token= is read by event streams only. Send the token in the header Authorization.");
    }
    if (inQuery.size() > 1 || authorization != null) {
      throw refused("Send the token once: as ?token= or in the header Authorization.");
    }
    // A key must never stand in a URL, so it is not looked for.
    return Optional.of(inQuery.getFirst()).filter(TokenSpelling::looksLike).map(AToken::new);
  }

  private static Optional<Credential> bearer(String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.empty();
    }
    String sent = authorization.substring(BEARER.length()).strip();
    return TokenSpelling.looksLike(sent)
        ? Optional.of(new AToken(sent))
        : ApiKeyToken.parse(sent).map(Key::new);
  }

  private static ProblemException refused(String detail) {
    return ProblemException.of(ProblemCode.INVALID_PARAMETER, detail);
  }
}
