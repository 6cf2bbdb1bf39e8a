package dev.offload.ingest.auth;

import static dev.offload.ingest.body.Member.optional;
import static dev.offload.ingest.body.Member.required;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.config.Tenants;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a client asks for in a new key.
///
/// @param tenant the caller's tenant if absent
public record NewKey(String name, Set<Scope> scopes, Optional<String> tenant) {

  private static final Member<String> NAME =
      required("name", Kinds.line(100).saying("A name by which people recognise the key."));
  private static final Member<List<Scope>> SCOPES =
      required(
          "scopes",
          Kinds.distinct(Kinds.choice(List.of(Scope.values())), 1, Scope.values().length)
              .saying("What the key may do. It can't have a scope that the caller's key lacks."));
  private static final Member<String> TENANT =
      optional(
          "tenant",
          Kinds.text(Tenants.RULE, Tenants.PATTERN, Tenants::isValid)
              .saying("The tenant of the key. The default is the caller's tenant."));

  public static final Shape SHAPE = Shape.of(NAME, SCOPES, TENANT);

  /// Empty if it is wrong; then `faults` says why.
  static Optional<NewKey> read(JsonNode json, Faults faults) {
    return SHAPE
        .read(json, faults)
        .filter(_ -> faults.isEmpty())
        .map(
            body ->
                new NewKey(
                    body.get(NAME).orElseThrow(),
                    EnumSet.copyOf(body.get(SCOPES).orElseThrow()),
                    body.get(TENANT)));
  }
}
