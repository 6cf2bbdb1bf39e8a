package dev.offload.ingest.body;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// A request's body that is valid JSON.
///
/// @param size in bytes, as sent
public record JsonBody(JsonNode json, int size) {

  /// The size limit of the largest bodies that any call takes.
  public static final int LARGEST = 320 * 1024;

  private static final int USUAL_BYTES = 2 * 1024;

  /// @param maxBytes the limit of the call, at most [#LARGEST]
  /// @throws ProblemException `too-large` or `malformed-json`
  public static JsonBody read(InputStream body, int maxBytes) throws IOException {
    if (maxBytes > LARGEST) {
      throw new IllegalArgumentException(
          "a call takes bodies of at most %d bytes, not %d".formatted(LARGEST, maxBytes));
    }
    byte[] bytes = atMost(maxBytes + 1, body);
    if (bytes.length > maxBytes) {
      throw ProblemException.of(
          ProblemCode.TOO_LARGE, "The body may have at most %d bytes.".formatted(maxBytes));
    }
    return new JsonBody(StrictJson.read(bytes), bytes.length);
  }

  /// [InputStream#readNBytes(int)] begins with a buffer of 16 KiB, and most bodies are small.
  private static byte[] atMost(int length, InputStream body) throws IOException {
    byte[] begin = body.readNBytes(Math.min(length, USUAL_BYTES));
    if (begin.length < USUAL_BYTES) {
      return begin;
    }
    byte[] rest = body.readNBytes(length - begin.length);
    byte[] whole = Arrays.copyOf(begin, begin.length + rest.length);
    System.arraycopy(rest, 0, whole, begin.length, rest.length);
    return whole;
  }
}
