package dev.offload.schemas.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.url.OutsideUrl;

/// The input of a task of type `fetch` that fetches a source of its parent.
///
/// @param maxBytes how large the file may be
public record SourceFetch(OutsideUrl url, long maxBytes) {
  /// The type of such tasks, and the name of their queue.
  public static final String TYPE = "fetch";

  /// The only member of the input, whose value is this.
  public static final String MEMBER = "source";

  public SourceFetch {
    Require.present(url, "url");
    Require.that(maxBytes >= 0, "maxBytes", "be 0 or more", maxBytes);
  }

  /// Throws [IllegalArgumentException] if `input` is not of this form.
  public static SourceFetch of(JsonNode input) {
    try {
      return Require.present(Json.MAPPER.treeToValue(input.get(MEMBER), SourceFetch.class), MEMBER);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("%s can't be read".formatted(MEMBER), e);
    }
  }

  public JsonNode input() {
    return Json.MAPPER.createObjectNode().set(MEMBER, Json.MAPPER.valueToTree(this));
  }
}
