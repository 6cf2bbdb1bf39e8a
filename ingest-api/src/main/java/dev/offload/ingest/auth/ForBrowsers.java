package dev.offload.ingest.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.PublicGroup;
import dev.offload.schemas.task.PublicTask;

/// A task or a group as somebody sees it who has a token only: without the webhooks and addresses
/// that are told of its end, which are the tenant's own business.
public final class ForBrowsers {
  private static final String NOTIFY = "notify";

  private ForBrowsers() {}

  /// Whether something has what a token does not show.
  static boolean hasMore(Object shown) {
    return shown instanceof PublicTask || shown instanceof PublicGroup;
  }

  /// @param shown a task or a group, as its owner sees it
  public static JsonNode of(Object shown) {
    ObjectNode whole = Json.MAPPER.valueToTree(shown);
    whole.putArray(NOTIFY);
    return whole;
  }
}
