package dev.offload.ingest.submit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import dev.offload.schemas.Digest;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Tells whether two submissions ask for the same thing: the SHA-256 of the body with sorted
/// members and without white space. Numbers count by their value, not by their text.
final class BodyHash {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().recyclerPool(Json.BUFFERS).build())
          .addModule(
              new SimpleModule()
                  .addSerializer(BigDecimal.class, new ByValue())
                  .addSerializer(BigInteger.class, new IntegerByValue()))
          .build();
  private static final ObjectWriter SORTED =
      MAPPER.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private BodyHash() {}

  /// Whole numbers are written like integers. No integer that was read has more digits than this.
  private static final class ByValue extends StdScalarSerializer<BigDecimal> {
    private static final long serialVersionUID = 1;
    private static final int MOST_DIGITS = StreamReadConstraints.DEFAULT_MAX_NUM_LEN;

    private ByValue() {
      super(BigDecimal.class);
    }

    @Override
    public void serialize(BigDecimal number, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      BigDecimal value = number.stripTrailingZeros();
      long digits = (long) value.precision() - value.scale();
      if (value.scale() <= 0 && digits <= MOST_DIGITS) {
        json.writeNumber(value.toBigIntegerExact());
      } else {
        json.writeNumber(value);
      }
    }
  }

  /// Zero may have a sign in its text.
  private static final class IntegerByValue extends StdScalarSerializer<BigInteger> {
    private static final long serialVersionUID = 1;

    private IntegerByValue() {
      super(BigInteger.class);
    }

    @Override
    public void serialize(BigInteger number, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeNumber(number.signum() == 0 ? BigInteger.ZERO : number);
    }
  }

  static String of(JsonNode body) {
    try {
      return Digest.sha256Hex(SORTED.writeValueAsBytes(MAPPER.treeToValue(body, Object.class)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a body that was read can't be written as JSON", e);
    }
  }
}
