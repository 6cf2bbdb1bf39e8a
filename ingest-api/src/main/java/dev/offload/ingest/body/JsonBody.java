package dev.offload.ingest.body;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;

/// A request's body that is valid JSON.
///
/// @param size in bytes, as sent
public record JsonBody(JsonNode json, int size) {

  /// @throws ProblemException `too-large` or `malformed-json`
  public static JsonBody read(InputStream body, int maxBytes) throws IOException {
    byte[] bytes = body.readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw ProblemException.of(
          ProblemCode.TOO_LARGE, "The body may have at most %d bytes.".formatted(maxBytes));
    }
    return new JsonBody(StrictJson.read(bytes), bytes.length);
  }
}
