package dev.offload.ingest.body;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import java.io.IOException;
import java.io.InputStream;

/// A request's body that is valid JSON.
///
/// @param size in bytes, as sent
public record JsonBody(JsonNode json, int size) {

  /// No call takes a larger one.
  public static final int LARGEST = 320 * 1024;

  /// @param maxBytes the limit of the call, at most [#LARGEST]
  /// @throws ProblemException `too-large` or `malformed-json`
  public static JsonBody read(InputStream body, int maxBytes) throws IOException {
    if (maxBytes > LARGEST) {
      throw new IllegalArgumentException(
          "a call takes bodies of at most %d bytes, not %d".formatted(LARGEST, maxBytes));
    }
    byte[] bytes = body.readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw ProblemException.of(
          ProblemCode.TOO_LARGE, "The body may have at most %d bytes.".formatted(maxBytes));
    }
    return new JsonBody(StrictJson.read(bytes), bytes.length);
  }
}
