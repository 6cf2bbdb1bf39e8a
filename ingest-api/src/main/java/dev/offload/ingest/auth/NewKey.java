package dev.offload.ingest.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Members;
import dev.offload.ingest.body.TextRules;
import dev.offload.ingest.body.Texts;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.config.Tenants;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a client asks for in a new key.
///
/// @param tenant the caller's tenant if absent
record NewKey(String name, Set<Scope> scopes, Optional<String> tenant) {

  static final int MAX_NAME_LENGTH = 100;

  /// Empty if it is wrong; then `faults` says why.
  static Optional<NewKey> read(JsonNode json, Faults faults) {
    TextRules.check(json, faults);
    return Members.of(json, "", faults)
        .map(body -> read(body, faults))
        .filter(_ -> faults.isEmpty());
  }

  private static NewKey read(Members body, Faults faults) {
    for (String required : new String[] {"name", "scopes"}) {
      if (body.any(required).isEmpty()) {
        faults.add(body.pointerTo(required), "is required");
      }
    }
    String named =
        body.parsed(
                "name",
                "1 to %d characters without control characters".formatted(MAX_NAME_LENGTH),
                text -> Optional.of(text).filter(name -> Texts.isLine(name, MAX_NAME_LENGTH)))
            .orElse("");
    Set<Scope> scopes = scopes(body, faults);
    Optional<String> tenant =
        body.parsed("tenant", Tenants.RULE, text -> Optional.of(text).filter(Tenants::isValid));
    body.refuseOthers();
    return new NewKey(named, scopes, tenant);
  }

  private static Set<Scope> scopes(Members body, Faults faults) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    Optional<JsonNode> items = body.array("scopes", Scope.values().length);
    if (items.isPresent() && items.get().isEmpty()) {
      faults.add("/scopes", "must name at least one scope");
    }
    for (int i = 0; items.isPresent() && i < items.get().size(); i++) {
      Optional<Scope> scope = scope(items.get().get(i));
      if (scope.isEmpty()) {
        faults.add("/scopes/" + i, "must be one of submit, read, manage, admin");
      }
      if (scope.isPresent() && !scopes.add(scope.get())) {
        faults.add("/scopes/" + i, "must not appear twice");
      }
    }
    return scopes;
  }

  private static Optional<Scope> scope(JsonNode item) {
    for (Scope scope : Scope.values()) {
      if (scope.name().toLowerCase(Locale.ROOT).equals(item.textValue())) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }
}
