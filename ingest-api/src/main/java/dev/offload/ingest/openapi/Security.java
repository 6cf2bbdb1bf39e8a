package dev.offload.ingest.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/// What a client shows to be let in: a key everywhere, a token at some operations.
final class Security {
  private static final String KEY = "apiKey";
  private static final String TOKEN = "token";
  private static final String TOKEN_IN_QUERY = "tokenInQuery";

  /// The operations that take the token of a portal.
  private static final Set<String> OF_PORTALS =
      Set.of(
          "createWebhook",
          "deleteWebhook",
          "getWebhook",
          "listWebhookDeliveries",
          "listWebhooks",
          "patchWebhook",
          "recoverWebhook",
          "resendWebhookDelivery",
          "rotateWebhookSecret",
          "testWebhook");

  /// The operations that take other tokens, and how.
  private static final Map<String, List<String>> WITH_TOKENS =
      Map.of(
          "getTask", List.of(TOKEN),
          "followTasks", List.of(TOKEN, TOKEN_IN_QUERY),
          "followTask", List.of(TOKEN, TOKEN_IN_QUERY),
          "followGroup", List.of(TOKEN, TOKEN_IN_QUERY),
          "getGroup", List.of(TOKEN),
          "downloadFile", List.of(TOKEN),
          "describeFile", List.of(TOKEN),
          "appendToFile", List.of(TOKEN),
          "deleteFile", List.of(TOKEN));

  private Security() {}

  static void addTo(OpenAPI api) {
    api.getComponents()
        .addSecurityScheme(
            KEY,
            bearer().description("An API key, `off_<id>_<secret>`, created by `POST /v1/keys`."))
        .addSecurityScheme(
            TOKEN,
            bearer()
                .bearerFormat("JWT")
                .description(
                    "A short-lived token, created by `POST /v1/tokens` or `POST /v1/portal`."))
        .addSecurityScheme(
            TOKEN_IN_QUERY,
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.QUERY)
                .name("token")
                .description("The same token, for browsers' `EventSource`."));
    api.setSecurity(List.of(requirement(KEY)));
    api.getPaths().getPathItems().values().stream()
        .flatMap(path -> path.getOperations().values().stream())
        .forEach(Security::add);
  }

  private static void add(Operation operation) {
    String id = operation.getOperationId();
    List<String> tokens =
        OF_PORTALS.contains(id) ? List.of(TOKEN) : WITH_TOKENS.getOrDefault(id, List.of());
    if (!tokens.isEmpty()) {
      operation.setSecurity(keyOr(tokens));
    }
  }

  private static List<SecurityRequirement> keyOr(List<String> others) {
    List<SecurityRequirement> either = new ArrayList<>();
    either.add(requirement(KEY));
    others.forEach(other -> either.add(requirement(other)));
    return either;
  }

  private static SecurityRequirement requirement(String scheme) {
    return OASFactory.createSecurityRequirement().addScheme(scheme);
  }

  private static SecurityScheme bearer() {
    return OASFactory.createSecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer");
  }
}
