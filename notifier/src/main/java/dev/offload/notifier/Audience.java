package dev.offload.notifier;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.offload.schemas.json.Json;
import java.io.IOException;

/// Looks at a completion's bytes for somebody who wants to be told of it. Most completions have
/// nobody, so reading each of them whole would be a waste.
final class Audience {
  private static final String SUBSCRIBERS = "notify";
  private static final String USER = "user";

  private Audience() {}

  /// False if nobody is to be told. If the bytes are not a readable task, this is true, so that
  /// they are looked at.
  static boolean isPossible(byte[] task) {
    if (task == null) {
      return true;
    }
    try (JsonParser json = Json.MAPPER.createParser(task)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return true;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isSubscribers = json.currentName().equals(SUBSCRIBERS);
        boolean isUser = json.currentName().equals(USER);
        json.nextToken();
        if (isUser || (isSubscribers && !isEmptyArray(json))) {
          return true;
        }
        json.skipChildren();
      }
      return json.currentToken() != JsonToken.END_OBJECT;
    } catch (IOException _) {
      return true;
    }
  }

  private static boolean isEmptyArray(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.START_ARRAY && json.nextToken() == JsonToken.END_ARRAY;
  }
}
