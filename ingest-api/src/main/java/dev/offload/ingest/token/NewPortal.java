package dev.offload.ingest.token;

import static dev.offload.ingest.body.Member.optional;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.auth.TokenGiver;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.schemas.config.Tenants;
import java.time.Duration;
import java.util.Optional;

/// What a client asks for in a new link to the portal.
///
/// @param tenant the caller's tenant if absent
public record NewPortal(Optional<String> tenant, Duration lifetime) {

  private static final Member<String> TENANT =
      optional(
          "tenant",
          Kinds.text(Tenants.RULE, Tenants.PATTERN, Tenants::isValid)
              .saying(
                  "The tenant whose endpoints the portal shows. The default is the caller's"
                      + " tenant."));

  public static final Shape SHAPE = Shape.of(TENANT, NewToken.EXPIRES_IN);

  /// Empty if it is wrong; then `faults` says why.
  static Optional<NewPortal> read(JsonNode json, Faults faults) {
    return SHAPE
        .read(json, faults)
        .filter(_ -> faults.isEmpty())
        .map(
            body ->
                new NewPortal(
                    body.get(TENANT), body.get(NewToken.EXPIRES_IN).orElse(TokenGiver.DEFAULT)));
  }
}
