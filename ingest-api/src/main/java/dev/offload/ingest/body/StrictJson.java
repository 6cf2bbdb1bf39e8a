package dev.offload.ingest.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Reads JSON strictly: RFC 8259 to the letter, valid UTF-8, no member twice, nothing after the
/// end, and no deeper than [#MAX_DEPTH].
public final class StrictJson {

  static final int MAX_DEPTH = 64;
  private static final int MAX_NUMBER_LENGTH = 100;

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .recyclerPool(Json.BUFFERS)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(Json.anyJson())
          .build()
          .readerFor(JsonNode.class);

  private StrictJson() {}

  /// @throws ProblemException `malformed-json`, with line and column
  public static JsonNode read(byte[] bytes) {
    return read(new TextSlice(ByteBuffer.wrap(bytes), 1));
  }

  /// @throws ProblemException `malformed-json`, with line and column
  public static JsonNode read(TextSlice text) {
    JsonNode node;
    try {
      node =
          text.isAscii()
              ? READER.readTree(
                  text.bytes().array(),
                  text.bytes().arrayOffset() + text.bytes().position(),
                  text.length())
              : READER.readTree(decode(text));
    } catch (JsonProcessingException e) {
      throw malformed(MalformedJson.reason(e), e.getLocation(), text);
    } catch (IOException e) {
      throw new UncheckedIOException("a body in memory can't be read", e);
    }
    if (node.isMissingNode()) {
      throw ProblemException.of(ProblemCode.MALFORMED_JSON, "The body is empty.");
    }
    return node;
  }

  private static String decode(TextSlice text) {
    ByteBuffer input = text.bytes().slice();
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(input)
          .toString();
    } catch (CharacterCodingException e) {
      throw ProblemException.of(
          ProblemCode.MALFORMED_JSON,
          "The text is not UTF-8, from byte %d after the beginning of line %d."
              .formatted(input.position(), text.line()));
    }
  }

  private static ProblemException malformed(String reason, JsonLocation where, TextSlice text) {
    String position =
        where == null
            ? ""
            : " (line %d, column %d)"
                .formatted(text.line() - 1 + where.getLineNr(), where.getColumnNr());
    String sentence = Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + position;
    return ProblemException.of(ProblemCode.MALFORMED_JSON, sentence + ".");
  }
}
